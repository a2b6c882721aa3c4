"""Whole engagements: rates, stages, worlds, runs, raids, cost against number."""
