"""A person at a browser, and what they may expect of every page."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import psycopg
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, expect

from tandem.core.processes import Address, Child

AT_HAND = """() => {
  const active = document.activeElement;
  return (active.closest(".row, .quote, tr, .tile, [data-thing]") ?? active).textContent.replace(/\\s+/g, " ");
}"""
BUTTON = """() => [...(document.activeElement.form ?? document.activeElement.closest("form"))?.elements ?? []]
  .find((element) => element.type === "submit")"""
PASSWORD = "northwind-demo-1"
SIZES = {"wide": (1360, 900), "phone": (390, 844)}


def address_of(first_name: str) -> str:
    """The e-mail of one of Northwind's people."""
    last = {"ada": "okafor", "luis": "moreno", "ingrid": "solberg", "priya": "raman", "dana": "whitfield"}
    return f"{first_name}.{last[first_name]}@northwind.example"


@dataclass
class Site:
    """A running Tandem and the database it is on."""

    url: str
    database: str
    web: Child
    worker: Child
    database_url: str
    touched: bool = False

    def wait(self) -> None:
        """Until it answers."""
        host, port = self.url.removeprefix("http://").split(":")
        end = time.monotonic() + 120
        while not Address(host, int(port)).answers():
            assert time.monotonic() < end, "the web server does not start: its last words are above"
            time.sleep(0.1)

    def ask(self, sql: str, *values: Any) -> Any:
        """The first cell of what a statement answers; stories look into the record only where no page tells."""
        with psycopg.connect(self.database_url) as connection:
            row = connection.execute(sql, values).fetchone()
            return row and row[0]


@dataclass
class Person:
    """Somebody of Northwind who is signed in; whatever the browser complains about meanwhile is kept."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    @classmethod
    def at(cls, browser: Browser, url: str, *, scheme: Any = "light", size: str = "wide") -> Person:
        """A browser of their own, on which nobody is signed in yet."""
        width, height = SIZES[size]
        context: BrowserContext = browser.new_context(
            base_url=url, viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
        )
        context.set_default_timeout(20_000)
        person = cls(context.new_page())
        person.page.on("console", person._hear)
        person.page.on("pageerror", lambda error: person.complaints.append(str(error)))
        return person

    def _hear(self, message: Any) -> None:
        # A refused form comes back as 422, which the browser reports as an error of its own.
        if message.type in ("error", "warning") and "status of 422" not in message.text:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def sign_in(self, name: str) -> Person:
        self.page.goto("/accounts/login/")
        self.page.get_by_label("E-mail").fill(address_of(name))
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(lambda url: "/accounts/login" not in url)
        return self

    def goes_to(self, path: str) -> Person:
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.status == 200, f"{path} answers {answer.status}"
        return self

    def presses(self, *keys: str) -> Person:
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def types(self, text: str) -> Person:
        self.page.keyboard.type(text)
        return self

    def tabs_to(self, target: Locator, limit: int = 120) -> Person:
        """Walks with the tab key until the element has the focus: what cannot be reached so, a keyboard cannot use."""
        target.wait_for()
        for _ in range(limit):
            if target.evaluate("element => element === document.activeElement"):
                return self
            self.page.keyboard.press("Tab")
        raise AssertionError(f"The tab key does not reach {target}")

    def walks_to(self, words: str) -> Person:
        """j, until what is at hand holds the words."""
        for _ in range(60):
            self.page.keyboard.press("j")
            if words in self.page.evaluate(AT_HAND):
                return self
        raise AssertionError(f"j does not lead to “{words}”")

    def writes(self, label: str, text: str) -> Person:
        return self.tabs_to(self._field(label)).presses("ControlOrMeta+a").types(text)

    def chooses(self, label: str, option: str) -> Person:
        """Typing the name of an option chooses it."""
        return self.tabs_to(self._field(label)).types(option)

    def ticks(self, label: str) -> Person:
        """A box, or one button of several of which the arrows choose."""
        box = self._field(label)
        if box.get_attribute("type") == "checkbox":
            return self.tabs_to(box).presses("Space")
        first = self._front().locator(f"[type=radio][name={box.get_attribute('name')}]").first
        self.tabs_to(first).presses("Space")
        for _ in range(8):
            if box.is_checked():
                return self
            self.presses("ArrowDown")
        raise AssertionError(f"the arrow keys do not reach “{label}”")

    def submits(self) -> Person:
        """The button of the form that is being filled in."""
        button = self.page.evaluate_handle(BUTTON).as_element()
        assert button, "there is no form here"
        for _ in range(30):
            if button.evaluate("element => element === document.activeElement"):
                self.page.evaluate("window.before = true")
                with self.page.expect_response(lambda answer: answer.request.method == "POST") as posted:
                    self.page.keyboard.press("Enter")
                if posted.value.request.is_navigation_request():
                    self._arrives()
                return self
            self.page.keyboard.press("Tab")
        raise AssertionError("the tab key does not reach the button of the form")

    def _arrives(self) -> None:
        """Until the next page is there whole. Asked from here: a page under our policy may not poll by itself."""
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                if self.page.evaluate("!window.before && document.readyState === 'complete'"):
                    return
            except Error:  # the old page is just going
                pass
            self.page.wait_for_timeout(50)
        raise AssertionError("no page came after the form was sent")

    def marks_words(self, first: int, last: int) -> Person:
        """Marks words of a verbatim text with the arrows, and opens what can be said of them."""
        self.tabs_to(self.page.locator("[data-selectable]"))
        self.presses(*["ArrowRight"] * first, *["Shift+ArrowRight"] * (last - first), "Enter")
        return self

    def clicks(self, words: str) -> Person:
        """The first link of these words."""
        self._front().get_by_role("link", name=words).first.click()
        return self

    def waits_for(self, path: str) -> Person:
        self.page.wait_for_url(re.compile(path), wait_until="load")
        return self

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def _front(self) -> Locator:
        """The open dialog or popover when there is one, else the page."""
        front = self.page.locator("dialog:modal, [popover]:popover-open")
        return front.last if front.count() else self.page.locator("main")

    def _field(self, label: str) -> Locator:
        return self._front().get_by_label(label).locator("visible=true").first

    def sees(self, *texts: str) -> Person:
        for text in texts:
            expect(self.page.locator("body")).to_contain_text(text)
        return self

    def sees_title(self, text: str) -> Person:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(text)
        return self

    def faults_of_page(self) -> list[str]:
        """What is wrong with the page as it is now."""
        return [*self.barriers(), *self.too_wide()]

    def barriers(self, rules: list[str] | None = None) -> list[str]:
        """What axe finds, by all of its rules or by some; it would load every stylesheet once more for one of them."""
        options: dict[str, Any] = {"resultTypes": ["violations"], "preload": False}
        if rules:
            options["runOnly"] = rules
        heard = len(self.complaints)
        found = Axe().run(self.page, options=options).response["violations"]
        del self.complaints[heard:]
        return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]

    def too_wide(self) -> list[str]:
        wider = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return [f"{wider} px wider than the window"] if wider > 0 else []
