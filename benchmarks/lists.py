"""How quick the pages are over many notes: milliseconds and statements of each, as JSON with the machine's description.

    python benchmarks/lists.py --notes 100000
    python benchmarks/lists.py --notes 1000000 --home /some/folder

It makes an embedded database of its own in a temporary directory, or takes the one that scale.py kept in a folder,
fills it through the importer with notes written here (customers.py), finds their themes, makes the largest one a
problem, and asks for each page through Django's test client: the whole way through middleware, view and template,
without the network.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from customers import file_of
from imports import companies
from machine import Memory, found_company, installation, machine, timed

PLACE = "/products/measured"
COMMON, RARE = "export+loses+columns", "letterhead"


def fill(count: int, folder: Path, owner: Any, product: Any) -> dict[str, Any]:
    """Companies, notes, their themes - from the database to names, each note given its theme - and the largest theme as
    a problem. Says how long each took; nothing where all of it is there.
    """
    from tandem.definition.models import Problem
    from tandem.evidence.importing import from_command
    from tandem.evidence.models import Note, Theme

    if Problem.objects.exists():
        return {}
    from_command(companies(500, folder), "measured", "companies", "Measured", {}, by=owner)
    there = Note.objects.of(product).count()
    imported: dict[str, float] = {}
    if there < count:
        file = file_of(there, count - there, folder)
        imported, _ = timed(lambda: from_command(file, "measured", "notes", "Measured", {}, by=owner))
    found, themes = timed(lambda: Theme.discover(product, by=owner))
    largest = Theme.objects.of(product).ranked("notes")[0]
    linked, _ = timed(lambda: Problem.open(product, "The export loses columns", by=owner, theme=largest))
    return {
        "import": imported, "themes": {"found": len(themes), **found},
        "link": {"notes": largest.note_count, **linked},
    }  # fmt: skip


def pages(client: Any) -> dict[str, str]:
    """The pages to ask for, by what a person would call them."""
    from tandem.evidence.models import Company, Note, Theme

    theme, company, note = Theme.objects.order_by("-note_count")[0], Company.objects.all()[7], Note.objects.all()[7]
    return {
        "notes, newest": f"{PLACE}/notes",
        "notes, 40 pages on": f"{PLACE}/notes?after={token_after(client, 40)}",
        "notes of a company": f"{PLACE}/notes?company={company.number}",
        "notes of a theme": f"{PLACE}/notes?theme={theme.number}",
        "notes with one star": f"{PLACE}/notes?stars=1",
        "notes of a month long ago": f"{PLACE}/notes?since=2025-02-01&until=2025-02-28",
        "notes dismissed (none)": f"{PLACE}/notes?state=dismissed",
        "notes about a problem": f"{PLACE}/notes?about=P-1",
        "notes, search for common words": f"{PLACE}/notes?q={COMMON}",
        "notes, search for a rare word": f"{PLACE}/notes?q={RARE}",
        "one note": note.get_absolute_url(),
        "evidence desk": f"{PLACE}/evidence",
        "one theme": theme.get_absolute_url(),
        "companies": "/companies",
        "companies by name": "/companies?q=company+4",
        "companies heard last": "/companies?sort=heard",
        "one company": company.get_absolute_url(),
        "search page": f"/search?q={COMMON}&product=measured",
        "command palette": "/palette?q=export&product=measured",
        "one problem": "/problems/1",
        "overview": f"{PLACE}",
    }


def token_after(client: Any, times: int) -> str:
    """Where the list stands after so many pages."""
    token = ""
    for _ in range(times):
        page = client.get(f"{PLACE}/notes?after={token}").content.decode()
        token = re.findall(r"[?&;]after=([^\"&]+)", page)[-1]
    return token


def measured(
    client: Any, url: str, times: int, *,
    ready: Callable[[], Any] | None = None, before: Callable[[], Any] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """One page, asked for again and again after three times that do not count. Before the second all that pages
    keep is forgotten, as after something was recorded: what it takes then is told as well. `ready` is done once after
    that, `before` ahead of each time; neither is counted.
    """
    from django.core.cache import cache
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def again() -> tuple[float, float]:
        if before:
            before()
        return _milliseconds(lambda: client.get(url))

    client.get(url)
    cache.clear()
    first, first_own = _milliseconds(lambda: client.get(url))
    if ready:
        ready()
    if before:
        before()
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(url)
    assert answer.status_code == 200, f"{url} answers {answer.status_code}"
    statements = sorted(float(one["time"]) for one in asked.captured_queries)
    asked_for = [again() for _ in range(times)]
    took, own = sorted(clock for clock, _ in asked_for), sorted(processor for _, processor in asked_for)
    late = max(0, int(times * 0.95) - 1)
    return {
        "p50_ms": round(took[times // 2], 1), "p95_ms": round(took[late], 1),
        "processor_p50_ms": round(own[times // 2], 1), "processor_p95_ms": round(own[late], 1),
        "nothing_kept_ms": round(first, 1), "nothing_kept_processor_ms": round(first_own, 1),
        "statements": len(statements), "slowest_statement_ms": round(statements[-1] * 1000),
        "kilobytes": len(answer.content) // 1024,
    }  # fmt: skip


def _milliseconds(ask: Callable[[], Any]) -> tuple[float, float]:
    """By the clock, and of this process's own processor time: without the database's share and without waiting."""
    clock, processor = time.perf_counter(), time.process_time()
    ask()
    return (time.perf_counter() - clock) * 1000, (time.process_time() - processor) * 1000


def main() -> None:
    """Measure everything and print it."""
    choices = argparse.ArgumentParser(description=__doc__)
    choices.add_argument("--notes", type=int, default=100_000)
    choices.add_argument("--home", type=Path, help="A folder that scale.py kept its database in.")
    choices.add_argument("--times", type=int, default=40, help="How often each page is asked for.")
    chosen = choices.parse_args()
    before = machine()
    with installation(chosen.home) as place:
        from django.test import Client

        owner, product = found_company()
        client = Client()
        filled = fill(chosen.notes, place, owner, product)
        client.force_login(owner)
        beginning = os.getloadavg()[0]
        with Memory() as memory:
            found = {name: measured(client, url, chosen.times) for name, url in pages(client).items()}
        loads = {"load_before_pages": round(beginning, 2), "load_after_pages": round(os.getloadavg()[0], 2)}
    told = {"machine": before | loads, "notes": chosen.notes, "filled": filled, "pages": found}
    told["peak_memory_mb"] = memory.peak
    json.dump(told, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
