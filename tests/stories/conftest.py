"""What every story has: Tandem running on a demo company of its own, and a browser in front of it."""

from __future__ import annotations

import os
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tandem.core import database, processes
from tests.stories.person import Person, Site

HERE = Path(__file__).resolve().parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
expect.set_options(timeout=20_000)  # a page under coverage on a busy machine takes its time
QUIET = ["--disable-background-networking", "--disable-component-update", "--no-first-run"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a story; a story needs a browser."""
    for item in items:
        if HERE not in item.path.parents:
            continue
        item.add_marker(pytest.mark.story)
        if not CHROMIUM:
            item.add_marker(pytest.mark.skip(reason="Chromium is not installed: run `apt-get install chromium`"))


@pytest.fixture(scope="session")
def served(fresh_copy: Callable[[str], None]) -> Iterator[Site]:
    """Web server and worker as `tandem up` starts them, on a database that each story gets new."""
    name = f"story_{os.getpid()}"
    fresh_copy(name)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = processes.Address("127.0.0.1", probe.getsockname()[1])
    at = {
        "DATABASE_URL": psycopg.conninfo.make_conninfo(database.urls().app, dbname=name),
        "DATABASE_OWNER_URL": psycopg.conninfo.make_conninfo(database.owner_url(), dbname=name),
        "TANDEM_URL": f"http://127.0.0.1:{address.port}",
    }
    web, worker = processes.children(address)
    for child in (web, worker):
        child.environment.update(at)
    web.start()
    try:
        yield Site(at["TANDEM_URL"], name, web, worker, at["DATABASE_URL"])
    finally:
        for child in (web, worker):
            child.ask_to_stop()
            child.wait(time.monotonic() + 5)


@pytest.fixture
def site(served: Site, fresh_copy: Callable[[str], None]) -> Site:
    """The served company as it is on the first morning of the story."""
    if served.touched:
        fresh_copy(served.database)
    served.touched = True
    with psycopg.connect(served.database_url) as connection:
        if not connection.execute("select 1 from team_product where slug = 'ledgerly'").fetchone():
            pytest.skip("stories need the demo company: run them with TANDEM_TEST_WORLD=whole")
    served.wait()
    return served


@pytest.fixture
def worker(site: Site) -> Iterator[None]:
    """Somebody who works off the waiting jobs while the story lasts."""
    site.worker.start()
    yield
    site.worker.ask_to_stop()
    site.worker.wait(time.monotonic() + 10)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for the stories of a file: its event loop would be in the way of other tests of this process."""
    with sync_playwright() as playwright:
        args = [*QUIET, "--no-sandbox"] if os.getuid() == 0 else QUIET
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=args)
        yield browser
        browser.close()


@pytest.fixture
def browsing(site: Site, chromium: Browser) -> Iterator[Callable[..., Person]]:
    """Opens a window for somebody; in the end nobody's browser may have complained."""
    people: list[Person] = []

    def open_window(name: str = "", **looks: str) -> Person:
        person = Person.at(chromium, site.url, **looks)
        people.append(person)
        return person.sign_in(name) if name else person

    yield open_window
    complaints = [complaint for person in people for complaint in person.complaints]
    for person in people:
        person.page.context.close()
    assert not complaints


@pytest.fixture
def ada(browsing: Callable[..., Person]) -> Person:
    """The product manager of Ledgerly, signed in."""
    return browsing("ada")
