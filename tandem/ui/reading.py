"""What a person reads of an answer - the text of a page, the strings of JSON - changed by a function."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import quote, unquote_plus

Change = Callable[[str], str]

TOKEN = re.compile(r"<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>", re.DOTALL | re.IGNORECASE)
WITHIN = re.compile(r"</?(?:mark|ins|del|b|em|i|strong|wbr)\b", re.IGNORECASE)  # a word goes on across these
SPOKEN = re.compile(r'(\s(?:title|aria-label|alt|placeholder|value|content|data-text)=")([^"]*)(")')
ADDRESS = re.compile(r'(\s(?:href|action|hx-get|hx-post)=")([^"]*)(")')
STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
FACE = re.compile(r'<span\b[^>]*\bclass="face\b')
TYPED = re.compile(r"<(?:input|textarea)\b", re.IGNORECASE)


def read_html(page: str, change: Change, *, typed: bool = True) -> str:
    """Change the text of a page and the attributes that are read, such as titles. The change keeps the length of a
    text; words that marks go through are seen whole. Without `typed`, what stands in fields stays. The initials of
    somebody whose name is changed are a question mark, as nobody's are.
    """
    done: list[str] = []
    run: list[tuple[int, str]] = []
    in_field = unnamed = False
    for piece, is_text in _pieces(page):
        if is_text:
            if not (in_field or unnamed):
                run.append((len(done), unescape(piece)))
            done.append("?" if unnamed else piece)
            continue
        if not WITHIN.match(piece):
            _finish(done, run, change)
        in_field = not typed and piece.lower().startswith("<textarea")
        kept = not typed and TYPED.match(piece)
        done.append(piece if kept else _read_tag(piece, change))
        unnamed = done[-1] != piece and bool(FACE.match(piece))
    _finish(done, run, change)
    return "".join(done)


def read_json(answer: str, change: Change) -> str:
    """Change every string of an answer in JSON."""
    return STRING.sub(lambda match: _read_string(match.group(), change), answer)


def _pieces(page: str) -> list[tuple[str, bool]]:
    found, at = [], 0
    for match in TOKEN.finditer(page):
        found += [(page[at : match.start()], True)] if match.start() > at else []
        found.append((match.group(), False))
        at = match.end()
    return [*found, (page[at:], True)] if at < len(page) else found


def _finish(done: list[str], run: list[tuple[int, str]], change: Change) -> None:
    """Change a run of texts as the one text that is read, and put each part back in its place."""
    whole = "".join(text for _, text in run)
    changed, at = change(whole) if whole.strip() else whole, 0
    for place, text in run:
        part = changed[at : at + len(text)]
        at += len(text)
        if part != text:
            done[place] = escape(part)
    run.clear()


def _read_tag(tag: str, change: Change) -> str:
    if '="' not in tag or tag.startswith("<!--"):
        return tag
    tag = SPOKEN.sub(lambda match: match[1] + _read_value(match[2], change) + match[3], tag)
    return ADDRESS.sub(lambda match: match[1] + _read_address(match[2], change) + match[3], tag)


def _read_value(value: str, change: Change) -> str:
    said = unescape(value)
    changed = change(said)
    return value if changed == said else escape(changed)


def _read_address(value: str, change: Change) -> str:
    """What an address asks for is read as it was typed."""
    said = unquote_plus(unescape(value))
    changed = change(said)
    return value if changed == said else escape(quote(changed, safe="/?&=#:,"))


def _read_string(said: str, change: Change) -> str:
    text = json.loads(said, strict=False)
    changed = change(text)
    return said if changed == text else json.dumps(changed)
