"""Races of arms and what they cost."""
