"""Other people's words, shown safely: verbatim text with marks, Markdown, and two texts held against each other."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

import nh3
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from tandem.ui.marks import icon
from tandem.ui.markup import classes, element, joined, of

ADDRESS = re.compile(r"(?:(\S.{0,199})\s)?(https?://[^\s<>\"]{1,2000})", re.IGNORECASE)
SHOWN = 60
TAGS = {
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])


def markdown(text: str | None) -> SafeString:
    """Markdown as HTML: no raw HTML, no images, links only to http, https and mailto."""
    drawn = _reader().render(str(text or ""))
    kept = nh3.clean(
        drawn,
        tags=TAGS,
        attributes={"a": {"href", "title"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
    return format_html('<div class="prose">{}</div>', mark_safe(kept))


def highlight(text: str | None, spans: Iterable[Any] = ()) -> SafeString:
    """The verbatim text with its spans marked; offsets count code points, what overlaps is cut at the earlier mark."""
    verbatim, parts, at = str(text or ""), [], 0
    for start, end, span in sorted((_bounds(span, len(verbatim)) for span in spans or ()), key=lambda found: found[:2]):
        start = max(start, at)
        if end > start:
            parts += [conditional_escape(verbatim[at:start]), _mark(verbatim[start:end], span)]
            at = end
    return joined([*parts, conditional_escape(verbatim[at:])])


def outside(text: Any) -> SafeString:
    """A text whose lines may end in an address of the web: each such line as a link away from here, told as one. What
    it leads to is never fetched, and learns nothing of the page it stood on.
    """
    said = "\n".join(str(one) for one in text) if isinstance(text, list) else str(text)
    lines = said.splitlines()
    return joined(_outside(line) for line in lines) if "://" in said or len(lines) > 1 else conditional_escape(said)


def _outside(line: str) -> SafeString:
    found = ADDRESS.fullmatch(line.strip())
    if found is None:
        return element("span", line, class_="lines")
    address = found[2]
    name = found[1] or (address if len(address) <= SHOWN else f"{address[:SHOWN]}…")
    said = joined([name, icon("external-link")])
    return element("a", said, class_="link outside", href=address, rel="noopener noreferrer nofollow", title=address)


def _bounds(span: Any, length: int) -> tuple[int, int, Any]:
    start, end = (span[0], span[1]) if isinstance(span, list | tuple) else (of(span, "start", 0), of(span, "end", 0))
    return max(0, min(int(start), length)), max(0, min(int(end), length)), span


def _mark(words: str, span: Any) -> SafeString:
    if isinstance(span, list | tuple):
        return element("mark", words)
    inside = element("a", words, href=of(span, "url")) if of(span, "url") else words
    return element("mark", inside, class_=classes(of(span, "side")), title=of(span, "says"))


def diff(before: str | None, after: str | None, *, left: str = "Before", right: str = "Now") -> SafeString:
    """Two texts beside each other: words that went are struck on the left, words that came are set off on the right."""
    old, new = _words(before), _words(after)
    steps = SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
    gone = joined(_changed("del", old[a:b], kind != "equal") for kind, a, b, _, _ in steps)
    came = joined(_changed("ins", new[c:d], kind != "equal") for kind, _, _, c, d in steps)
    return format_html(
        '<div class="diff"><section><h3>{}</h3><p>{}</p></section><section><h3>{}</h3><p>{}</p></section></div>',
        left,
        gone,
        right,
        came,
    )


def _words(text: str | None) -> list[str]:
    """Words with the space after them; past 4,000 words lines, so that a pasted book stays quick to compare."""
    whole = str(text or "")
    words = whole.replace(" ", " \0").split("\0")
    return words if len(words) <= 4000 else whole.splitlines(keepends=True)


def _changed(tag: str, words: list[str], changed: bool) -> SafeString | str:
    said = "".join(words)
    return element(tag, said) if changed and said else said
