"""Published assertions, computed again: each a file with a condition over computed quantities, never a verdict."""
