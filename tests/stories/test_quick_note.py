"""A mail is pasted into the dialog that N opens, files with it: read, confirmed with Ctrl+Enter, and the page stays."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.stories.person import Person

MAIL = "From: Ines Coleman <ines@asterclinic.example>\nSent: Monday, November 16, 2026 8:12 AM\nSubject: Crane\n\n{}"
WORDS = "The lifting crane stops at noon"
GIVE = """([kind, name, where]) => {
  const carried = new DataTransfer();
  carried.items.add(new File(["noon: no answer from " + name], name, { type: "text/plain" }));
  const said = { bubbles: true, cancelable: true };
  const event = kind === "paste" ? new ClipboardEvent(kind, { ...said, clipboardData: carried })
    : new DragEvent(kind, { ...said, dataTransfer: carried });
  document.querySelector(where).dispatchEvent(event);
}"""


def test_a_forwarded_mail_becomes_a_note_without_leaving_the_page(browsing: Callable[..., Person]) -> None:
    ada = browsing("ada")
    ada.goes_to("/products/ledgerly/definition/features").presses("Shift+N")
    text = ada.page.get_by_label("What was said")
    expect(text).to_be_focused()
    text.fill(MAIL.format(WORDS))
    ada.presses("Escape")
    expect(ada.page.locator("#quick-note")).not_to_be_visible()
    ada.presses("Shift+N")
    expect(text).to_be_focused()
    expect(text).to_have_value(MAIL.format(WORDS))
    text.focus()
    ada.page.evaluate(GIVE, ["paste", "pasted.log", "#quick_text"])
    ada.page.evaluate(GIVE, ["drop", "dropped.log", "#quick_text"])
    ada.page.evaluate(GIVE, ["drop", "wrong.log", "#quick_text"])
    ada.page.get_by_role("button", name="Leave out wrong.log").press("Enter")
    text.focus()
    ada.presses("Control+Enter").sees("This reads as a mail or a chat.")
    expect(ada.page.get_by_label("Chosen files").locator("li")).to_have_count(2)
    expect(text).to_have_value(WORDS)
    expect(ada.page.get_by_label("Subject")).to_have_value("Crane")
    assert ada.faults_of_page() == []
    text.focus()
    ada.presses("Control+Enter").sees("Noted")
    expect(ada.page.locator("#quick-note")).not_to_be_visible()
    assert ada.path == "/products/ledgerly/definition/features"
    ada.presses("Shift+N")
    expect(text).to_have_value("")
    ada.goes_to("/products/ledgerly/notes?q=lifting+crane+noon").sees(WORDS, "2 files")
    ada.page.get_by_role("link", name=WORDS).first.press("Enter")
    ada.waits_for(r"/notes/\d+").sees("pasted.log", "dropped.log")
    ada.page.evaluate(GIVE, ["drop", "later.log", "main"])
    ada.sees("later.log").tabs_to(ada.page.get_by_role("button", name="Take away").first).presses("Enter")
    ada.sees("Taken away")
    assert ada.faults_of_page() == []
