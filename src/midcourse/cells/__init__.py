"""Campaigns: one question over many cells, each a scenario with other values, fought as many runs in worlds of doubt."""
