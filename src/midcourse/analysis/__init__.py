"""Questions that take many runs of a scenario and its neighbours."""
