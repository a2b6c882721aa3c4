"""Campaigns: one question over many cells, each a scenario with other values, fought in worlds of doubt."""
