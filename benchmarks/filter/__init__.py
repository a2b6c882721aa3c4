"""The tracking filter on falling bodies that one radar sees."""
