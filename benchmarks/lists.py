"""How quick the pages are over many notes: milliseconds and statements of each, as JSON with the machine's description.

    python benchmarks/lists.py --notes 100000

It makes an embedded database of its own in a temporary directory, fills it through the importer with notes written
here, finds their themes, makes the largest one a problem, and asks for each page through Django's test client: the
whole way through middleware, view and template, without the network.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import re
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from imports import companies
from machine import found_company, installation, machine, timed
from themes import written

PLACE = "/products/measured"
FIRST_DAY = datetime(2025, 1, 1, tzinfo=UTC)


def notes(first: int, count: int, folder: Path) -> Path:
    """Notes with a subject each, from 5,000 people at 500 companies over some twenty months, a third of them rated."""
    chance, path = random.Random(first), folder / f"notes from {first}.csv"
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "text", "email", "created", "rating"])
        for n, said in enumerate(written(count)[first:], first):
            who, minute = chance.randrange(5_000), chance.randrange(600 * 24 * 60)
            stars = chance.randint(1, 5) if n % 3 == 0 else ""
            at = (FIRST_DAY + timedelta(minutes=minute)).isoformat()
            rows.writerow([f"n{n}", said, f"p{who}@c{who % 500}.example", at, stars])
    return path


def fill(count: int, folder: Path, owner: Any, product: Any) -> dict[str, Any]:
    """Companies, notes, their themes - from the database to names, each note given its theme - and the largest theme as
    a problem. Says how long each took.
    """
    from tandem.definition.models import Problem
    from tandem.evidence.importing import from_command
    from tandem.evidence.models import Theme

    from_command(companies(500, folder), "measured", "companies", "Measured", {}, by=owner)
    file = notes(0, count, folder)
    imported, _ = timed(lambda: from_command(file, "measured", "notes", "Measured", {}, by=owner))
    found, themes = timed(lambda: Theme.discover(product, by=owner))
    largest = Theme.objects.of(product).ranked("notes")[0]
    linked, _ = timed(lambda: Problem.open(product, "The card payment is declined", by=owner, theme=largest))
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
        "notes, search for common words": f"{PLACE}/notes?q=card+payment+declined",
        "notes, search for a rare word": f"{PLACE}/notes?q={rare_word()}",
        "one note": note.get_absolute_url(),
        "evidence desk": f"{PLACE}/evidence",
        "companies": "/companies",
        "companies by name": "/companies?q=company+4",
        "one company": company.get_absolute_url(),
        "search page": "/search?q=card+payment+declined&product=measured",
        "command palette": "/palette?q=card&product=measured",
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


def rare_word() -> str:
    """An invented word that stands in few notes."""
    from tandem.evidence.models import Note

    return max(Note.objects.all()[11].body.split(), key=len)


def measured(client: Any, url: str, times: int) -> dict[str, Any]:
    """One page, asked for again and again after three times that do not count."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        answer = client.get(url)
    assert answer.status_code == 200, f"{url} answers {answer.status_code}"
    statements = sorted(float(one["time"]) for one in asked.captured_queries)
    for _ in range(2):
        client.get(url)
    asked_for = [_milliseconds(lambda: client.get(url)) for _ in range(times)]
    took, own = sorted(clock for clock, _ in asked_for), sorted(processor for _, processor in asked_for)
    return {
        "p50_ms": round(took[times // 2], 1), "p95_ms": round(took[int(times * 0.95) - 1], 1),
        "processor_p50_ms": round(own[times // 2], 1),
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
    choices.add_argument("--times", type=int, default=40, help="How often each page is asked for.")
    chosen = choices.parse_args()
    before = machine()
    with installation() as place:
        from django.test import Client

        owner, product = found_company()
        client = Client()
        filled = fill(chosen.notes, place, owner, product)
        client.force_login(owner)
        beginning = os.getloadavg()[0]
        found = {name: measured(client, url, chosen.times) for name, url in pages(client).items()}
        loads = {"load_before_pages": round(beginning, 2), "load_after_pages": round(os.getloadavg()[0], 2)}
    told = {"machine": before | loads, "notes": chosen.notes, "filled": filled, "pages": found}
    json.dump(told, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
