"""Telling members of what is new in the searches they follow: after each import, and every few minutes."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Q
from procrastinate.exceptions import AlreadyEnqueued

from tandem.core import clock
from tandem.evidence.models.note import Note, NoteQuerySet
from tandem.evidence.models.saved_search import Following, SavedSearch
from tandem.evidence.piles import Pile
from tandem.evidence.search import in_any, matching, spellings
from tandem.evidence.vectors import picked
from tandem.evidence.wording import held_by
from tandem.language import Asked, Encoder
from tandem.record.jobs import app
from tandem.team.models import Notice
from tandem.ui.figures import plural

TASK = "evidence.tell_of_new"
STILL_COMING = 20_000  # keys below the newest whose notes may not be committed yet
NEAR = 0.5  # cosine distance up to which a note is told of for its meaning alone
MOST = 1000


def tell_of_new(product: Any = None) -> int:
    """Count what is new in every followed search, of one product or of all, and tell whoever asked to be told. Says how
    many notices were written. Whether a member may still see the search is asked now.
    """
    followed = Following.objects.filter(search__retired_at=None, member__is_active=True)
    followed = followed.filter(search__product=product.pk) if product else followed
    newest = Note.objects.aggregate(newest=Max("pk"))["newest"] or 0
    return sum(_look(following.pk, newest) for following in followed.order_by("pk").only("pk"))


def ask_to_tell(product: int | None) -> None:
    """Have the worker look soon, where anybody follows a search of the product. It is asked once."""
    if not Following.objects.filter(search__product=product, search__retired_at=None).exists() or _is_asked():
        return
    try:
        with transaction.atomic():
            app.configure_task(TASK, queue="evidence", queueing_lock=TASK).defer(timestamp=0)
    except AlreadyEnqueued:
        pass


def new_in(following: Following, notes: NoteQuerySet) -> set[int]:
    """Those of the notes that fit the search: within its conditions, by its words or clearly by its meaning."""
    said = following.search.said
    fitting = Pile.of(said, following.search.product, following.member).keep(notes)
    asked = Asked.of(said.get("q", ""))
    if not asked.text:
        return set(fitting.values_list("pk", flat=True)[:MOST])
    return _by_words(asked, following.search.product.pk, fitting) | _by_meaning(asked, fitting)


def _by_words(asked: Asked, product: int, fitting: NoteQuerySet) -> set[int]:
    """As typed, or as it was meant: what the search finds when it is opened."""
    unknown = [word for word, held in held_by(asked.words, [product]).items() if not held]
    forms, _ = spellings(asked, unknown, [product], fitting)
    return set(fitting.filter(search=in_any(forms)).values_list("pk", flat=True)[:MOST])


def _by_meaning(asked: Asked, fitting: NoteQuerySet) -> set[int]:
    wanted = fitting.exclude(search=matching(asked.unwanted)) if asked.unwanted else fitting
    vector = Encoder.shipped().encode([asked.sense if asked.words else ""])[0]
    return {pk for pk, distance in picked(vector, MOST, wanted) if distance < NEAR}


@transaction.atomic
def _look(pk: int, newest: int) -> int:
    """One following, which nobody else looks through meanwhile."""
    following = Following.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=pk)
    found = following.select_related("search__product__item", "member__item").first()
    if found is None or not SavedSearch.objects.visible_to(found.member).filter(pk=found.search_id).exists():
        return 0
    begin = max(found.begins_after, found.looked_to - STILL_COMING)
    notes = Note.objects.visible_to(found.member).of(found.search.product).filter(Q(pk__gt=begin))
    fitting = new_in(found, notes)
    new = fitting - set(found.counted)
    found.fresh, found.waiting = min(found.fresh + len(new), MOST), min(found.waiting + len(new), MOST)
    found.looked_to = max(newest, found.looked_to)
    found.counted = sorted(fitting)[-MOST:]
    told = _tell(found)
    found.save()
    return told


def _tell(following: Following) -> int:
    now = clock.now()
    if not following.is_due(now):
        return 0
    search, many = following.search, following.waiting
    text = f"{plural(many, 'new note')} in “{search.name}” of {search.product.title}"
    Notice.tell(following.member, text, search.get_absolute_url(), product=search.product.item)
    following.waiting, following.alerted_at = 0, now
    return 1


def _is_asked() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM procrastinate_jobs WHERE queueing_lock = %s AND status::text = 'todo' LIMIT 1", [TASK]
        )
        return cursor.fetchone() is not None
