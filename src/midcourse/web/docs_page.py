"""What can be asked, as a page without scripts: made from the OpenAPI, for people."""

from __future__ import annotations

from html import escape
from typing import Any

STYLE = "body{font:15px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}td,th{text-align:left;"
STYLE += "vertical-align:top;padding:.2em .8em .2em 0}code{background:#eee;padding:0 .2em}"


def docs_page(described: dict[str, Any]) -> str:
    """Return the page.

    Args:
        described: the OpenAPI document.
    """
    rows = []
    for path, methods in described["paths"].items():
        for method, one in methods.items():
            codes = ", ".join(sorted(one["responses"]))
            told = ", ".join(given["name"] for given in one.get("parameters", []) if given["in"] == "query")
            words = (method.upper(), path, one.get("description", ""), told, codes)
            rows.append(f"<tr><td>{'</td><td>'.join(escape(str(word)) for word in words)}</td></tr>")
    info = described["info"]
    head = "<tr><th>method</th><th>path</th><th>what</th><th>query</th><th>answers</th></tr>"
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(info["title"])}</title>'
        f"<style>{STYLE}</style><h1>{escape(info['title'])} {escape(info['version'])}</h1>"
        f"<p>{escape(info['description'])}</p><table>{head}{''.join(rows)}</table>"
        '<p>In full: <a href="/api/openapi.json">openapi.json</a>.</p></html>'
    )
