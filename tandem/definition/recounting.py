"""Working every score of a model out again: few here and now, many by the worker, a part at a time."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from tandem.core import clock
from tandem.definition.models import Recount, ScoringModel
from tandem.definition.reckoning import AT_ONCE, Cause, reckon_some, scored_by

HERE_AND_NOW = 1_000  # scores that are worked out within one request


def recount(models: Sequence[ScoringModel], cause: Cause) -> None:
    """Work out every score of these models again: now where they are few, else the worker does it. Within a verb."""
    many = sum(scored_by(model).count() for model in models) > HERE_AND_NOW
    for model in models:
        _locked(model.pk)
        if many:
            _leave_to_the_worker(model, cause)
        else:
            Recount.objects.at_work().filter(model=model).update(ended_at=clock.now())
            recount_all(model, cause)


def recount_all(model: ScoringModel, cause: Cause) -> None:
    """All of them here and now, however many there are."""
    rows = list(scored_by(model))
    for start in range(0, len(rows), AT_ONCE):
        with transaction.atomic():
            reckon_some(rows[start : start + AT_ONCE], [_locked(model.pk)], cause)


def go_on(model: int) -> None:
    """The worker's part, from where it stands: each part in one transaction. Done twice it comes to the same."""
    while _next_part(model):
        pass


def _leave_to_the_worker(model: ScoringModel, cause: Cause) -> None:
    from tandem.definition.jobs import score_again

    begun = {"cause": cause.name, "because": cause.because, "by_id": cause.by.pk if cause.by else None}
    begun |= {"at": clock.now(), "expected": scored_by(model).count(), "scored": 0, "position": 0, "ended_at": None}
    Recount.objects.update_or_create(model=model, defaults=begun)
    score_again.configure(lock=f"scores {model.pk}").defer(model=model.pk)


def _next_part(key: int) -> bool:
    with transaction.atomic():
        model = _locked(key)
        begun = Recount.objects.at_work().select_related("by").filter(model=key).first()
        if begun is None:
            return False
        rows = list(scored_by(model).filter(pk__gt=begun.position)[:AT_ONCE])
        if rows:
            reckon_some(rows, [model], Cause(begun.cause, begun.by, begun.because))
            begun.scored, begun.position = begun.scored + len(rows), rows[-1].pk
        else:
            begun.ended_at = clock.now()
        begun.save(update_fields=["scored", "position", "ended_at"])
    return bool(rows)


def _locked(key: int) -> ScoringModel:
    """A model that nobody else scores by until the transaction ends, with the formula it has now."""
    found: ScoringModel = (
        ScoringModel.objects.select_for_update(of=("self",)).select_related("item__product").get(pk=key)
    )
    return found
