"""What is ordered, from belief alone: this room imports neither the sky nor the threats."""
