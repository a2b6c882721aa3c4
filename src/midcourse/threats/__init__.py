"""What is in the sky: missiles, their aim, and the raid they make."""
