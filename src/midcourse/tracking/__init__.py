"""What the defender believes: tracks, made from what sensors report and from nothing else."""
