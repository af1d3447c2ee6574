"""Links that Tandem proposes are answered by keyboard, with the reason in sight; what was said twice is taken apart."""

from __future__ import annotations

from collections.abc import Callable

from tests.stories.person import Person, Site

UNLINKED = """select string_agg(id::text, ',') from (select n.id from evidence_note n
  join record_item i on i.id = n.theme_id where i.title = 'Bank feed stops syncing' and n.state = 'new'
  and n.folded_into_id is null and not exists (select from evidence_highlight h where h.note_id = n.id)
  order by n.id limit 40) as found"""
ASKED, ENOUGH = "What it likely speaks of", 10
SAID = "The lifting crane in the yard stops at noon on {} and nobody can say why"


def test_suggestions_are_answered_by_keyboard_and_their_precision_is_told(
    site: Site, browsing: Callable[..., Person]
) -> None:
    ada, answered = browsing("ada"), 0
    for number in site.ask(UNLINKED).split(","):
        page = ada.goes_to(f"/notes/{number}").page
        if not page.get_by_text(ASKED).count():
            continue
        if answered == 0:
            ada.sees("its theme speaks of it")
            assert ada.faults_of_page() == []
        if answered == 1:
            other = page.locator("#about-list option").last.get_attribute("value") or ""
            ada.presses("i").types(other.split()[0]).presses("Enter").sees("instead")
        else:
            ada.presses("n" if answered == 2 else "y").sees("Answered suggestions")
        answered += 1
        if answered == ENOUGH:
            break
    assert answered == ENOUGH
    left = site.ask(UNLINKED).rpartition(",")[2]
    ada.goes_to(f"/notes/{left}").sees("of 10 suggestions answered so far were right")


def test_what_was_said_twice_is_folded_opened_and_taken_apart(browsing: Callable[..., Person]) -> None:
    ada, said = browsing("ada"), []
    for day in ("Monday", "Mondays"):
        ada.goes_to("/products/ledgerly/notes/new").writes("What was said", SAID.format(day))
        ada.writes("Who said it", "ines@asterclinic.example").submits().waits_for(r"/notes/\d+")
        said.append(ada.path)
    ada.tabs_to(ada.page.get_by_role("button", name="It says the same: fold it").first).presses("Enter")
    ada.sees("Folded", "Said again", SAID.format("Monday"))
    assert ada.faults_of_page() == []
    ada.goes_to(said[0]).sees("It repeats").presses("t").sees("Taken apart")
    ada.sees("It says the same: fold it")
