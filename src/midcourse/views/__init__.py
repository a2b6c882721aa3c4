"""One picture a file; nothing is computed here that a test would check."""

PICTURES = ("altitude", "map", "timeline", "factors")
"""Those that a run folder has; named here, where naming them imports nothing."""
