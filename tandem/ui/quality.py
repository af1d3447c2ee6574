"""How good evidence is, beside a count of it: four marks that open, and the long form with its numbers.

A side has `key`, `name`, `state` (good, warn or few), `says`, `warning`, `share`, `bounds` and `figures`; a figure has
`count`, `says`, `share` and `narrows`, the conditions by which its list is narrowed.
"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.utils.html import format_html
from django.utils.safestring import SafeString

from tandem.ui.figures import num, plural
from tandem.ui.markup import NOTHING, classes, element, joined, of

WORDS = {"good": "good", "warn": "a warning", "few": "too few to tell"}
GLYPHS = {
    "good": '<circle class="good" cx="{}" cy="5" r="3.6"/>',
    "warn": '<path class="warn" d="M{} .6l4.4 4.4-4.4 4.4-4.4-4.4z"/>',
    "few": '<circle class="few" cx="{}" cy="5" r="3.1"/>',
}
SHOWN = 6  # sources with a number of their own


def quality_marks(sides: Iterable[Any], label: str = "Quality of the evidence") -> SafeString:
    """The four marks alone: a dot for good, a diamond for a warning, a ring where there are too few to tell."""
    shown = list(sides)
    said = ", ".join(f"{of(side, 'name').lower()} {WORDS[of(side, 'state')]}" for side in shown)
    return _drawn(shown, f"{label}: {said}") if shown else NOTHING


def quality(sides: Iterable[Any], count: int, url: str = "", *, id: str) -> SafeString:
    """The marks as a button that opens the long form over the page; it works without a script."""
    shown = list(sides)
    if not shown:
        return NOTHING
    warnings = sum(of(side, "state") == "warn" for side in shown)
    name = f"Quality of the evidence, {plural(warnings, 'warning')}" if warnings else "Quality of the evidence"
    opens = element(
        "button", _drawn(shown), type="button", class_="quality-opens", popovertarget=id, aria_label=name, title=name
    )
    every = element("a", plural(count, "note"), href=url, class_="link") if url else plural(count, "note")
    head = element("p", joined([element("b", "How good this evidence is"), element("span", every, class_="push num")]))
    return joined(
        [opens, element("div", joined([head, quality_facts(shown, url)]), id=id, class_="quality-panel", popover=True)]
    )


def quality_facts(sides: Iterable[Any], url: str = "") -> SafeString:
    """The long form: each side with its mark, its numbers, its share and a sentence. Numbers lead to their notes."""
    shown = list(sides)
    return element("ul", joined(_side(side, url) for side in shown), class_="quality") if shown else NOTHING


def _side(side: Any, url: str) -> SafeString:
    figures, several = of(side, "figures", ()), of(side, "key") == "sources"
    first = NOTHING if several or not figures else _number(figures[0], url)
    head = element("p", joined([_drawn([side]), element("b", of(side, "name")), first]), class_="quality-head")
    bar = _bands(figures) if several else _bar(side)
    warned = bool(of(side, "warning"))
    said = element("p", of(side, "warning") or of(side, "says"), class_="warned" if warned else "faint")
    listed = _listed(figures, url) if several else NOTHING
    return element("li", joined([head, bar, listed, said]), class_=classes("quality-side", of(side, "state")))


def _listed(figures: Iterable[Any], url: str) -> SafeString:
    every = list(figures)
    more = len(every) - SHOWN
    rest = element("li", f"and {plural(more, 'source')} more", class_="faint") if more > 0 else NOTHING
    return element(
        "ul", joined([*(element("li", _number(one, url)) for one in every[:SHOWN]), rest]), class_="quality-sources"
    )


def _number(figure: Any, url: str) -> SafeString:
    count, said = of(figure, "count", 0), num(of(figure, "count", 0))
    way = f"{url}{'&' if '?' in url else '?'}{urlencode(of(figure, 'narrows', {}))}"
    name = f"{plural(count, 'note')} {of(figure, 'says')}"
    number = element("a", said, href=way, class_="link", aria_label=name) if url and count else said
    return element("span", joined([element("span", number, class_="num"), " ", of(figure, "says")]))


def _bar(side: Any) -> SafeString:
    share, bounds = of(side, "share", None), of(side, "bounds", None)
    if share is None:
        return NOTHING
    likely = _rect(bounds[0], bounds[1], "likely") if bounds else NOTHING
    return _track(joined([_rect(0, share), likely]), of(side, "state"))


def _bands(figures: Iterable[Any]) -> SafeString:
    """One band for each source, as long as its part."""
    at, bands = 0.0, []
    for figure in figures:
        bands.append(_rect(at, at + of(figure, "share", 0.0), "band"))
        at += of(figure, "share", 0.0)
    return _track(joined(bands), "")


def _track(inside: SafeString, state: str) -> SafeString:
    return element("svg", inside, class_=classes("quality-bar", state), aria_hidden="true")


def _rect(begin: float, end: float, kind: str = "") -> SafeString:
    width = max(0.0, 100 * (end - begin))
    return format_html('<rect class="{}" x="{}%" width="{}%" height="6"/>', kind, f"{100 * begin:.4g}", f"{width:.4g}")


def _drawn(sides: list[Any], label: str = "") -> SafeString:
    glyphs = joined(format_html(GLYPHS[of(side, "state")], 6 + 12 * place) for place, side in enumerate(sides))
    spoken = {"role": "img", "aria_label": label} if label else {"aria_hidden": "true"}
    wide = 12 * len(sides)
    return element("svg", glyphs, class_="quality-marks", viewBox=f"0 0 {wide} 10", width=wide, height=10, **spoken)
