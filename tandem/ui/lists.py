"""Ways around a list and through a piece of work: tabs, filters, the next page, the steps of an import."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tandem.ui.marks import icon
from tandem.ui.markup import NOTHING, classes, element, joined


def pills(choices: Iterable[Sequence[Any]], label: str) -> SafeString:
    """Filters as links: (label, url, current) and, when known, the count."""
    return element("nav", joined(_choice(*choice) for choice in choices), class_="pills", aria_label=label)


def tabs(choices: Iterable[Sequence[Any]], label: str) -> SafeString:
    """Several pages of one thing as links: (label, url, current) and, when known, the count."""
    return element("nav", joined(_choice(*choice) for choice in choices), class_="tabs", aria_label=label)


def choices(
    query: QueryDict, name: str, options: Iterable[Sequence[Any]], chosen: str
) -> list[tuple[str, str, bool]]:
    """Links that answer one question of an address otherwise and keep its others; each begins at the first page.
    `options` are (value, label).
    """
    found = []
    for value, label in options:
        asked = query.copy()
        asked.pop("after", None)
        asked[name] = value
        found.append((label, f"?{asked.urlencode()}", value == chosen))
    return found


def _choice(label: str, url: str, current: bool = False, count: Any = None) -> SafeString:
    figure = element("span", count, class_="num") if count is not None else NOTHING
    return element("a", joined([label, figure]), href=url, aria_current="page" if current else "")


def pager(following: str | None, query: QueryDict | None, words: str = "Older", label: str = "Pages") -> SafeString:
    """The way to the next page and back to the first; nothing at all when one page holds everything."""
    kept = query.copy() if query is not None else QueryDict(mutable=True)
    begun = bool(kept.pop("after", None))
    first = (
        format_html('<a class="btn" href="?{}">{}From the start</a>', kept.urlencode(), icon("arrow-left"))
        if begun
        else NOTHING
    )
    kept["after"] = following or ""
    more = (
        format_html('<a class="btn" rel="next" href="?{}">{}{}</a>', kept.urlencode(), words, icon("arrow-right"))
        if following
        else NOTHING
    )
    return element("nav", joined([first, more]), class_="pager", aria_label=label) if begun or following else NOTHING


def stepper(steps: Sequence[str], current: int) -> SafeString:
    """The steps of a longer piece of work; `current` counts from one."""
    return element("ol", joined(_step(at, name, current) for at, name in enumerate(steps, 1)), class_="stepper")


def _step(at: int, name: str, current: int) -> SafeString:
    state = "done" if at < current else "current" if at == current else ""
    mark = icon("check", "Done:") if at < current else at
    return element(
        "li",
        joined([element("span", mark, class_="step"), name]),
        class_=classes(state),
        aria_current="step" if at == current else "",
    )
