"""The command line: parse, call one public function, show."""

from __future__ import annotations


def main() -> None:
    """Run the command line and leave with its exit code."""
    import os
    import sys

    from midcourse.cli.front import INTERRUPTED, TERMINATED, enter

    code = enter(sys.argv[1:])
    if code in (INTERRUPTED, TERMINATED):
        # threads may still be at work, and nobody waits for them
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)
