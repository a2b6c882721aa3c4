"""The command line: parse, call one public function, show."""

from __future__ import annotations


def main() -> None:
    """Run the command line and leave with its exit code."""
    import sys

    from midcourse.cli.front import enter

    sys.exit(enter(sys.argv[1:]))
