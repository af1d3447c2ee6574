"""Every page is for everybody: no barrier in light or dark, nothing wider than a phone, no complaint in the console."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.stories.pages import EMPTY, FORMS, LISTS, NOUNS, STAGES, Place
from tests.stories.person import SIZES, Person

GROUPS = {
    "stages": STAGES,
    "lists": LISTS,
    "nouns, first half": NOUNS[::2],
    "nouns, second half": NOUNS[1::2],
    "forms": FORMS,
}


def faults(person: Person, place: Place) -> list[str]:
    """What is wrong with one page: in light, then in dark, then on a phone."""
    width, height = SIZES["wide"]
    person.page.set_viewport_size({"width": width, "height": height})
    person.page.emulate_media(color_scheme="light")
    person.goes_to(place.path)
    found = person.faults_of_page()
    person.page.emulate_media(color_scheme="dark")
    found += [f"dark: {fault}" for fault in person.barriers(["color-contrast"])]
    width, height = SIZES["phone"]
    person.page.set_viewport_size({"width": width, "height": height})
    found += [f"phone: {fault}" for fault in person.too_wide()]
    return [f"{place.path} {fault}" for fault in found]


@pytest.mark.parametrize("group", GROUPS)
def test_no_page_puts_up_a_barrier(browsing: Callable[..., Person], group: str) -> None:
    ada = browsing("ada")
    assert [fault for place in GROUPS[group] for fault in faults(ada, place)] == []


def test_pages_of_a_new_product_say_what_to_do_first(browsing: Callable[..., Person]) -> None:
    priya = browsing("priya")
    priya.goes_to("/team").presses("o").writes("Address", "sideline").presses("Shift+Tab").types("Sideline")
    priya.submits()
    priya.page.wait_for_url("**/products/sideline**")
    assert [fault for place in EMPTY for fault in faults(priya, place)] == []
