"""Takes the screenshots of docs/guide; run by bin/guide, never by the tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.stories.pages import EVERY, FORMS, LISTS, NOUNS, STAGES, Place
from tests.stories.person import SIZES, Person

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide"
LOOKS = {"light": ("light", "wide"), "dark": ("dark", "wide"), "phone": ("light", "phone")}
CHAPTERS = {"The stages": STAGES, "Lists": LISTS, "One thing at a time": NOUNS, "Adding and changing": FORMS}
TALLEST = 1300
WHOLE = """() => Promise.all([document.fonts.ready,
  ...[...document.images].map((each) => each.decode().catch(() => undefined))]).then(() => true)"""
KEPT_WHOLE = {"overview-light"}  # the README shows it


def test_every_page_is_photographed(browsing: Callable[..., Person]) -> None:
    GUIDE.mkdir(exist_ok=True)
    for look, (scheme, size) in LOOKS.items():
        ada = browsing("ada", scheme=scheme, size=size)
        for place in EVERY:
            photograph(ada, place, look, size)
    (GUIDE / "README.md").write_text(index())


def photograph(person: Person, place: Place, look: str, size: str) -> None:
    """The page from its head down, as tall as it is, but not endlessly."""
    width, height = SIZES[size]
    person.page.set_viewport_size({"width": width, "height": height})
    person.goes_to(place.path)
    tall = person.page.evaluate("document.documentElement.scrollHeight")
    person.page.set_viewport_size({"width": width, "height": min(max(tall, height), TALLEST)})
    person.page.evaluate(WHOLE)
    name = f"{place.name}-{look}"
    kind = {"type": "png"} if name in KEPT_WHOLE else {"type": "jpeg", "quality": 40}
    person.page.screenshot(path=GUIDE / file_name(name), **kind)


def file_name(name: str) -> str:
    return f"{name}.png" if name in KEPT_WHOLE else f"{name}.jpeg"


def index() -> str:
    """The guide's first page: a sentence and three pictures for each page."""
    lines = [
        "# Every page",
        "",
        "Taken by `bin/guide` from the demo company. Each page in light, in dark and on a phone.",
        "",
    ]
    for chapter, places in CHAPTERS.items():
        lines += [f"## {chapter}", "", "| page | what it is for | |", "|---|---|---|"]
        for place in places:
            shown = " ".join(f"[{look}]({file_name(f'{place.name}-{look}')})" for look in LOOKS)
            lines.append(f"| {place.name.replace('-', ' ')} | {place.says} | {shown} |")
        lines.append("")
    return "\n".join(lines)
