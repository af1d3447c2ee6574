"""Plain words out of what systems keep as HTML or as Atlassian documents; nothing of it is ever run."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

BREAKS = frozenset(
    ["p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table", "ul", "ol"]
)
SILENT = frozenset(("script", "style", "head", "title"))
DEEPEST = 64


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self._silent += tag in SILENT
        if tag in BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in SILENT))
        if tag in BREAKS and tag != "br":
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


def words_of(html: str) -> str:
    """The words of an HTML text, a line for each block. A text without tags and entities is given back as it is."""
    if "<" not in html and "&" not in html:
        return html.strip()
    reader = _Words()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


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
