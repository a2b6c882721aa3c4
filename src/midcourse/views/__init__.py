"""One picture a file; nothing is computed here that a test would check."""
