"""Typed rows that the stages of the pipeline hand to each other; each field names its unit and frame."""
