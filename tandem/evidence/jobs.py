"""Evidence work that outlives a request: finding themes, and catching up after an import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import connection

from tandem.core.errors import NotAllowed, Refused
from tandem.evidence.alerting import TASK, tell_of_new
from tandem.evidence.discovery import catch_up
from tandem.evidence.figures import weigh_what_came
from tandem.evidence.languages import read_languages
from tandem.evidence.models import Note, Sorting, Theme
from tandem.evidence.repeats import fold_repeats
from tandem.evidence.sorting import go_on
from tandem.evidence.wording import count_words
from tandem.record.jobs import app
from tandem.team.models import Member, Product

STEPS = {
    "reading": "Reading the notes",
    "comparing": "Comparing them",
    "ranking": "Finding the nearest of each",
    "grouping": "Grouping them",
    "assigning": "Placing the others",
    "naming": "Naming the themes",
    "done": "Keeping the themes",
}
WORKING = ("todo", "doing")
KEPT_SECONDS = 3600
SMALL = 2_000  # notes that are read in less than a second


@dataclass(frozen=True)
class ThemesRun:
    """How far the finding of a product's themes has come."""

    working: bool
    says: str = ""
    share: float = 0.0
    refused: str = ""


@app.task(name="evidence.find_themes", queue="evidence")
def find_themes(product: int, member: int) -> None:
    """Find a product's themes, telling how far it is."""
    found = Product.objects.select_related("item").get(pk=product)
    by = Member.objects.select_related("item").get(pk=member)
    try:
        Theme.discover(found, by=by, progress=lambda step, share: _tell(product, STEPS.get(step, step), share))
    except Refused as refused:
        _tell(product, "", 0, refused.sentence)
        return
    fold_repeats(found, by=by)
    cache.delete(_key(product))


@app.task(name="evidence.catch_up", queue="evidence")
def place_new_notes(product: int | None) -> None:
    """After an import: vectors for search and themes for the new notes."""
    catch_up(Product.objects.select_related("item").get(pk=product) if product else None)


@app.task(name="evidence.sort_notes", queue="evidence")
def sort_notes(sorting: int) -> None:
    """Do to many notes what somebody chose at the desk. Done twice, or again after a kill, it comes to the same."""
    go_on(Sorting.objects.select_related("product", "by__item", "event").get(pk=sorting))


@app.periodic(cron="*/10 * * * *")
@app.task(name=TASK, queue="evidence", queueing_lock=TASK, pass_context=False)
def look_for_new(timestamp: int) -> None:
    """Tell of what is new in followed searches: also of notes that came one by one, and daily ones when it is day. Then
    count how good the evidence of large products is, and read the language of notes that came before Tandem did.
    """
    for product in (None, *Product.objects.in_use().values_list("pk", flat=True)):
        count_words(product)
    tell_of_new()
    weigh_what_came()
    read_languages()


def ask_for_themes(product: Product, by: Any) -> bool:
    """Find the themes of a few notes here and now, of many by the worker, who is asked once. Says whether they are
    found.
    """
    if not by.may("sort evidence", product):
        raise NotAllowed(f"{by.title} may not sort evidence here.")
    if Note.objects.of(product).count() <= SMALL:
        Theme.discover(product, by=by)
        fold_repeats(product, by=by)
        return True
    if not run_of(product).working:
        cache.delete(_key(product.pk))
        find_themes.configure(lock=f"themes {product.pk}").defer(product=product.pk, member=by.pk)
    return False


def run_of(product: Product) -> ThemesRun:
    """What the queue and the last word of the job say."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM procrastinate_jobs WHERE task_name = 'evidence.find_themes'"
            " AND status::text = ANY(%s) AND lock = %s LIMIT 1",
            [list(WORKING), f"themes {product.pk}"],
        )
        working = cursor.fetchone() is not None
    told = cache.get(_key(product.pk)) or {}
    return ThemesRun(working, told.get("says", "Waiting for its turn"), told.get("share", 0.0), told.get("refused", ""))


def _tell(product: int, says: str, share: float, refused: str = "") -> None:
    cache.set(_key(product), {"says": says, "share": share, "refused": refused}, KEPT_SECONDS)


def _key(product: int) -> str:
    return f"themes-run-{product}"
