"""The version of midcourse."""

__version__ = "0.1.0"
