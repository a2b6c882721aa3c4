"""One run for other programs: gathered once, written in the forms that they read."""
