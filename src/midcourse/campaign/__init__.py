"""Worlds and runs: chunks, threads, and estimates with intervals."""
