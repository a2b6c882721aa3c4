"""Requests that must be refused; with `MIDCOURSE_REFERENCE` those of its folder too."""

from __future__ import annotations

import json
import os
from pathlib import Path

REFERENCE = os.environ.get("MIDCOURSE_REFERENCE")
CASES: dict[str, list[str]] = {
    "path_traversal": [
        "../../../../etc/passwd", "..%2f..%2f..%2fetc%2fpasswd", "..%252f..%252fetc%252fpasswd",
        "....//....//etc/passwd", "/etc/passwd", "//etc/passwd", "file:///etc/passwd",
        "..\\..\\..\\windows\\win.ini", "%2e%2e/%2e%2e/etc/passwd", "results/../../secret.txt", "C:/Windows/win.ini",
        "run\u0000.json",
    ],
    "host_headers_must_be_refused": [
        "evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil.example", "169.254.169.254",
        "[::ffff:127.0.0.1].evil.example", "",
    ],
    "host_headers_ok": ["127.0.0.1:PORT", "localhost:PORT", "[::1]:PORT"],
    "origins_must_be_refused_on_write": [
        "http://evil.example", "null", "https://localhost.evil.example", "http://127.0.0.1.evil.example",
    ],
    "methods_without_token_must_fail": ["POST", "PUT", "PATCH", "DELETE"],
}  # fmt: skip
# more of the same kind: twelve others
MORE_PATHS = [
    "..", ".", "%2e%2e", "..%5c..%5csecret.txt", "%2e%2e%2fsecret.txt", "..;/secret.txt", "..%00/secret.txt",
    "%c0%ae%c0%ae/secret.txt", "~/secret.txt", ".answers", "..%0d%0a", "%EF%BC%8E%EF%BC%8E/secret.txt",
]  # fmt: skip


def cases(name: str) -> list[str]:
    """Return what the reference holds, or what stands here of it."""
    if REFERENCE and (Path(REFERENCE) / "security/http_cases.json").is_file():
        held: list[str] = json.loads((Path(REFERENCE) / "security/http_cases.json").read_text())[name]
        return list(dict.fromkeys([*CASES[name], *held]))
    return CASES[name]
