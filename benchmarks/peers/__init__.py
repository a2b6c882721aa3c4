"""The same work done by other programs."""
