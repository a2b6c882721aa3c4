"""What happened, and why: the pipeline from the sky to the verdict."""
