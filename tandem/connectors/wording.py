"""Plain words out of what systems keep as HTML or as Atlassian documents; nothing of it is ever run.

Patterns stop at the next opening mark, so that a megabyte of marks that never close is read only once.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Any

SILENT = re.compile(
    r"<!--(?:(?!<!--)[\s\S])*?-->"
    r"|<(script|style|head|title)\b[^<>]*>(?:(?!<(?:script|style|head|title)\b)[\s\S])*?</\1\s*>",
    re.IGNORECASE,
)
BREAK = re.compile(r"</?(?:p|div|br|li|tr|h[1-6]|blockquote|pre|table|ul|ol)\b[^<>]*>", re.IGNORECASE)
TAG = re.compile(r"</?[a-z!][^<>]*>", re.IGNORECASE)
BLANK_LINES = re.compile(r"\n{3,}")
DEEPEST = 64


def words_of(html: str) -> str:
    """The words of an HTML text, a line for each block. A text without tags and entities is given back as it is."""
    if "<" not in html and "&" not in html:
        return html.strip()
    bare = unescape(TAG.sub("", BREAK.sub("\n", SILENT.sub("", html))))
    lines = (" ".join(line.split()) for line in bare.split("\n"))
    return BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def document_words(value: Any, depth: int = 0) -> str:
    """The words of an Atlassian document, or the text itself where it is none."""
    if isinstance(value, str) or depth > DEEPEST:
        return value if isinstance(value, str) else ""
    if isinstance(value, list):
        return "".join(document_words(each, depth + 1) for each in value)
    if not isinstance(value, dict):
        return ""
    if value.get("type") == "hardBreak":
        return "\n"
    within = str(value.get("text") or "") + document_words(value.get("content"), depth + 1)
    return within + ("\n" if value.get("type") in ("paragraph", "heading", "listItem", "codeBlock") else "")
