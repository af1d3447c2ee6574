"""A file by keyboard alone: dropped, tried out, brought in, paused, gone on with, looked at, undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.stories.person import Person, Site

ROWS = 16_000
OF_IT = "select {} from evidence_import i join record_item r on r.id = i.item_id where kind = 'import' and number = %s"
DROP = """([name, text]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([text], name, { type: "text/csv" }));
  for (const kind of ["dragenter", "dragover", "drop"]) {
    document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
  }
}"""


def lines(rows: int) -> str:
    bad = 'b1,Bad address,nowhere,2026-04-01\nb2,"","x@y.example",2026-04-01\n'
    return "id,text,email,created\n" + bad + "".join(f"t{n},The export of day {n} is slow,p{n % 90}@quay.example,2026-04-01\n" for n in range(rows))  # fmt: skip


@pytest.mark.usefixtures("worker")
def test_a_file_is_dropped_tried_out_brought_in_paused_and_undone_by_keyboard(
    site: Site, browsing: Callable[..., Person]
) -> None:
    ada = browsing("ada").goes_to("/products/ledgerly/notes")
    ada.page.evaluate(DROP, ["april.csv", lines(ROWS)])
    expect(ada.page.get_by_label("Or a new source")).to_be_visible()
    ada.writes("Or a new source", "Inbox of April").submits()
    ada.waits_for("/mapping").sees("about", "The export of day 0 is slow", "is not an e-mail address")
    assert ada.faults_of_page() == []
    ada.presses("d").waits_for("/dry-run")
    waits(ada, "Would be created")
    ada.sees(f"{ROWS:,}", "Why rows would be given back")
    assert ada.faults_of_page() == []
    ada.presses("s").waits_for(r"/imports/\d+$").sees("Bringing rows in")
    ada.presses("p").sees("Paused after")
    assert ada.faults_of_page() == []
    assert site.ask(OF_IT.format("rows_read"), ada.path.split("/")[-1]) < ROWS
    ada.presses("r")
    waits(ada, "Mend them")
    assert ada.faults_of_page() == []
    ada.presses("u").waits_for("/undoing").sees("Would be taken back", f"{ROWS:,}")
    ada.presses("s").waits_for(r"/imports/\d+$")
    waits(ada, f"This import was undone: {ROWS:,} taken back")
    assert site.ask("select count(*) from evidence_note where author_email like %s", "%@quay.example") == 0


def waits(ada: Person, words: str) -> None:
    """For the worker, who needs longer than a page."""
    expect(ada.page.get_by_text(words).first).to_be_visible(timeout=90_000)


def test_pasted_words_and_the_question_of_a_date_are_answered_on_a_phone_in_the_dark(
    browsing: Callable[..., Person], tmp_path: Path
) -> None:
    ada = browsing("ada", scheme="dark", size="phone").goes_to("/products/ledgerly/imports/new")
    ada.writes("Or paste text", "text\tcreated\nIt is slow\t03/04/2026\nIt is fine\t05/06/2026")
    ada.writes("Or a new source", "Pasted on a phone").submits()
    ada.waits_for("/mapping").sees("In which order are the dates written")
    assert ada.faults_of_page() == []
    ada.page.get_by_role("button", name="day first").press("Enter")
    ada.sees("day first, as in").sees("3 Apr 2026")
    assert ada.faults_of_page() == []
    ada.page.get_by_role("button", name="Bring the rows in").press("Enter")
    ada.waits_for(r"/imports/\d+$").sees("Open the notes")
