"""Sphinx reads this. The pages are first put together by `tools/make_site.py`; `make docs` does both, then checks."""

import hashlib
import logging
import os
import sys
from pathlib import Path

from midcourse import __version__

HERE = Path(__file__).parent
BUILD = HERE.parent / "build"
PACKAGE = HERE.parent / "src/midcourse"
EXTRA = BUILD / "extra"


def of_sources() -> str:
    """Return a hash of the package, so that no page shows what an older one has given."""
    found = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in (".py", ".yaml", ".csv", ".json"):
            found.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]


def quiet_kernel() -> str:
    """Return a folder of settings for the kernel of the notebooks: nobody's own, and no chatter."""
    home = BUILD / "ipython"
    settings = home / "profile_default/ipython_kernel_config.py"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text("c = get_config()\nc.IPKernelApp.log_level = 40\n", encoding="utf-8")
    return str(home)


logging.getLogger("traitlets").setLevel(logging.WARNING)
EXTRA.mkdir(parents=True, exist_ok=True)
os.environ |= {
    # commands in the pages are those of this interpreter's environment
    "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
    "MIDCOURSE_DOCS_EXTRA": str(EXTRA),
    "IPYTHONDIR": quiet_kernel(),
    "COLUMNS": "110",
    "NO_COLOR": "1",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}

project = "midcourse"
author = "The midcourse authors"
project_copyright = "2026 The midcourse authors"
version = release = __version__
language = "en"

extensions = ["myst_nb"]
root_doc = "index"
nitpicky = True
highlight_language = "text"
myst_heading_anchors = 4

nb_execution_mode = "cache"
nb_execution_cache_path = str(BUILD / "notebooks" / of_sources())
nb_execution_timeout = 120
nb_execution_in_temp = True
nb_execution_raise_on_error = True
nb_execution_show_tb = True
nb_merge_streams = True

html_theme = "furo"
html_title = f"midcourse {version}"
html_static_path = ["static"]
html_css_files = ["midcourse.css"]
html_extra_path = [str(EXTRA)]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_theme_options = {"navigation_with_keys": True, "top_of_page_buttons": []}
