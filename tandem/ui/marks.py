"""The smallest components: an icon, a face, a chip, and the marks that show how far something has come."""

from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tandem.ui.figures import initials, num
from tandem.ui.markup import NOTHING, attributes, classes, element, joined, of


def icon(name: str, label: str = "") -> SafeString:
    """A Lucide icon of the sprite; without a label readers skip it."""
    spoken = {"role": "img", "aria-label": label} if label else {"aria-hidden": "true"}
    return format_html(
        '<svg class="icon"{} width="16" height="16"><use href="{}#{}"/></svg>',
        attributes(spoken),
        static("vendor/icons.svg"),
        name,
    )


def face(person: Any, side: str = "") -> SafeString:
    """The initials on the hue of the side; nobody is a question mark."""
    return element(
        "span", initials(person), class_=classes("face", side), title=str(person or "Nobody yet"), aria_hidden="true"
    )


def who(person: Any, side: str = "", says: str = "") -> SafeString:
    """A face, the name, and a second line such as the role."""
    name = element("b", person or "Nobody yet")
    second = element("span", says, class_="faint") if says else NOTHING
    return format_html('<span class="who">{}<span>{}{}</span></span>', face(person, side), name, second)


def chip(text: Any, tone: str = "", *, icon: str = "") -> SafeString:
    """A short state in the hue of its tone: pm, pmm, ok, warn or risk."""
    said = type(text)(text[:1].upper() + text[1:]) if isinstance(text, str) else text
    return element("span", joined([_icon(icon), said]), class_=classes("chip", tone))


def gauge(count: int, *, of: int = 6, next: int = 0, label: str = "") -> SafeString:
    """So many of so many places taken, `next` more expected in time."""
    count, of = int(count or 0), max(int(of), 1)
    places = ["full"] * min(count, of) + ["next"] * max(0, min(int(next or 0), of - count))
    cells = joined(format_html('<i class="{}"></i>', place) for place in places + [""] * (of - len(places)))
    return element("span", cells, class_="gauge", role="img", aria_label=label or f"{count} of {of}")


def bar3(share: Any, label: str = "") -> SafeString:
    """Empty, half or full: how far one of the three parts of a definition is."""
    done = float(share or 0)
    step = "full" if done >= 1 else "half" if done > 0 else ""
    words = {"full": "complete", "half": "begun", "": "missing"}[step]
    return element(
        "span",
        "",
        class_=classes("bar3", step),
        role="img",
        aria_label=f"{label}: {words}" if label else words,
        title=words,
    )


def meter(value: Any, largest: Any, label: str, *, side: str = "pm") -> SafeString:
    """A share of a whole that stands still, as a bar."""
    share = max(0.0, min(1.0, float(value or 0) / (float(largest or 0) or 1)))
    spoken = {
        "role": "meter",
        "aria-valuemin": "0",
        "aria-valuemax": str(largest or 1),
        "aria-valuenow": str(value or 0),
        "aria-label": label,
    }
    return format_html(
        '<svg class="{}"{}><title>{}</title><rect width="{}%" height="6" rx="3"/></svg>',
        classes("meter", side),
        attributes(spoken),
        label,
        f"{share * 100:.4g}",
    )


def progress(value: Any, largest: Any, label: str) -> SafeString:
    """Work that is under way: how much of how much, a share where the whole is 1; without a known end that it moves."""
    known = {"value": str(value or 0), "max": str(largest)} if largest else {}
    figure = f"{num(value)} of {num(largest)}" if largest else num(value or None)
    if largest == 1:
        figure = f"{float(value):.0%}"
    return format_html(
        '<div class="progress"><div class="progress-head"><span>{}</span>'
        '<span class="faint num">{}</span></div>{}</div>',
        label,
        figure,
        element("progress", figure, aria_label=label, **known),
    )


def thread(stages: Any) -> SafeString:
    """The six stages on one line: the PM's half, then the PMM's, a mark where something is missing."""
    return element("ol", joined(_stage(stage) for stage in stages), class_="thread")


def _stage(stage: Any) -> SafeString:
    gap = of(stage, "gap", False)
    node = element("span", of(stage, "count"), class_=classes("node num", gap and "gap"))
    warning = element("span", " (something is missing)", class_="visually-hidden") if gap else NOTHING
    name = format_html('<span class="name">{}{}</span>', of(stage, "name"), warning)
    link = element(
        "a", joined([node, name, element("span", of(stage, "says"), class_="says")]), href=of(stage, "url") or "#"
    )
    return element("li", link, class_=f"stage is-{of(stage, 'side') or 'pm'}")


def _icon(name: str) -> SafeString:
    return icon(name) if name else NOTHING
