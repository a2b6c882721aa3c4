"""Builds the page of `midcourse serve` for a wheel, where it is not there yet; not for editable installs and sdists.

MIDCOURSE_SKIP_WEB=1 leaves it out: such a wheel says in a browser that the page is not built, and answers at /api.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SKIP = "MIDCOURSE_SKIP_WEB"
INSTALL = ("install", "--ignore-scripts", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error")


class Page(BuildHookInterface):
    """The hook of the wheel target."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the page before files are collected.

        Args:
            version: `editable` for an editable install, which takes the page from the checkout.
            build_data: of hatchling; not changed.
        """
        home = Path(self.root)
        if version == "editable" or (home / "src/midcourse/web/static/index.html").is_file():
            return
        if os.environ.get(SKIP) == "1":
            self.app.display_warning(f"{SKIP}=1: this wheel has no page for `midcourse serve`")
            return
        npm = shutil.which("npm")
        if npm is None or shutil.which("node") is None:
            raise SystemExit(f"the page of `midcourse serve` needs Node.js 20 with npm; {SKIP}=1 leaves it out")
        for words in (INSTALL, ("run", "--silent", "build")):
            if subprocess.run([npm, *words], cwd=home / "frontend", check=False).returncode:
                raise SystemExit(f"`npm {words[0]}` failed in frontend; {SKIP}=1 leaves the page out")
