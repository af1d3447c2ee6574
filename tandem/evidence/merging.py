"""Merging companies: what hangs on one goes over to the other, is remembered row by row, and can go back.

Every stage registers what it keeps of a company with `carried`; a test walks all foreign keys, so none is forgotten.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.evidence.figures import refresh_figures
from tandem.evidence.models import (
    Company,
    CompanyDomain,
    CompanyMerger,
    Contact,
    KeptApart,
    Note,
    NoteCompany,
    SurveyAnswer,
)
from tandem.record.models import Item

Clashes = Callable[[Company, Company], models.QuerySet[Any]]
FILLED = ("segment", "plan", "industry", "employees", "country", "renewal_on")
WORTH = ("arr", "arr_original", "arr_currency", "arr_rate")


@dataclass(frozen=True)
class Carried:
    """One foreign key to a company. Rows that would be there twice are set aside, or left where they are."""

    model: type[models.Model]
    field: str
    called: str
    once_with: str = ""
    clashes: Clashes | None = None
    left: Callable[[list[Any]], None] | None = None

    @property
    def label(self) -> str:
        return f"{self.model._meta.label_lower}.{self.field}"

    def rows(self, company: Any) -> models.QuerySet[Any]:
        return self.model._base_manager.filter(**{self.field: company})

    def twice(self, gone: Company, into: Company) -> models.QuerySet[Any]:
        """What cannot go over because the other company has the same already."""
        if self.clashes:
            return self.clashes(gone, into)
        if not self.once_with:
            return self.model._base_manager.none()
        return self.rows(gone).filter(**{f"{self.once_with}__in": self.rows(into).values(self.once_with)})


_carried: list[Carried] = []


def carried(
    model: type[models.Model],
    field: str = "company",
    *,
    called: str,
    once_with: str = "",
    clashes: Clashes | None = None,
    left: Callable[[list[Any]], None] | None = None,
) -> None:
    """Register what goes over when companies are merged. `once_with` is what a company has only once with it; `left` is
    asked about rows that clash and must stay where they are, and may refuse the merger.
    """
    _carried.append(Carried(model, field, called, once_with, clashes, left))


def everything_carried() -> tuple[Carried, ...]:
    return tuple(_carried)


def what_goes_over(gone: Company) -> list[tuple[str, int]]:
    """How much of each kind would go over, for the page that asks."""
    counted = [(one.called, one.rows(gone).count()) for one in _carried if one.called]
    return [(called, count) for called, count in counted if count]


def merge(gone: Company, into: Company, by: Any) -> CompanyMerger:
    """Everything of one company goes over to the other, which keeps its own facts and takes those it did not know."""
    gone.item = Item.objects.select_for_update(of=("self",)).get(pk=gone.pk)
    if gone.pk == into.pk:
        raise Refused("A company cannot be merged with itself.")
    if gone.item.retired_at:
        raise Refused(f"{gone} is not in use.")
    themes = _themes_of(gone)
    moved, aside = {}, []
    for one in _carried:
        moved[one.label], set_aside = _move(one, gone, into)
        aside += set_aside
    filled = _fill(into, gone)
    gone.merged_into = into
    gone.save(update_fields=["merged_into"])
    _put_out_of_use(gone, clock.now())
    refresh_figures(themes)
    kept = {label: keys for label, keys in moved.items() if keys}
    return CompanyMerger.objects.create(
        gone=gone, into=into, by_id=by.pk, at=clock.now(), moved=kept, aside=aside, filled=filled
    )


def take_apart(gone: Company, into: Company) -> None:
    """Put every row back that went over and has not gone elsewhere since."""
    merger = CompanyMerger.objects.filter(gone=gone, undone_at=None).first()
    if merger is None or merger.into_id != into.pk:
        raise Refused(f"{gone} was not merged into {into}.")
    known = {one.label: one for one in _carried}
    for label, keys in merger.moved.items():
        known[label].rows(into).filter(pk__in=keys).update(**{known[label].field: gone})
    for row in merger.aside:
        apps.get_model(row["model"])._base_manager.bulk_create([_again(row)], ignore_conflicts=True)
    _empty(into, dict(merger.filled))
    gone.merged_into = None
    gone.save(update_fields=["merged_into"])
    _put_out_of_use(gone, None)
    merger.undone_at = clock.now()
    merger.save(update_fields=["undone_at"])
    refresh_figures(sorted({*_themes_of(gone), *_themes_of(into)}))


def keep_apart(one: Company, other: Company) -> None:
    """Remember that the two are two."""
    if one.pk == other.pk:
        raise Refused("Name two companies.")
    KeptApart.objects.get_or_create(one_id=min(one.pk, other.pk), other_id=max(one.pk, other.pk))


def let_be_suggested(one: Company, other: Company) -> None:
    """Forget that the two are two."""
    KeptApart.objects.filter(one=min(one.pk, other.pk), other=max(one.pk, other.pk)).delete()


def _move(one: Carried, gone: Company, into: Company) -> tuple[list[int], list[dict[str, Any]]]:
    twice = list(one.twice(gone, into))
    if one.left is None:
        aside = [_kept(row) for row in twice]
        one.model._base_manager.filter(pk__in=[row.pk for row in twice]).delete()
    else:
        aside = []
        one.left(twice)
    going = one.rows(gone).exclude(pk__in=[row.pk for row in twice])
    keys = list(going.values_list("pk", flat=True))
    one.model._base_manager.filter(pk__in=keys).update(**{one.field: into})
    return keys, aside


def _kept(row: models.Model) -> dict[str, Any]:
    return {
        "model": row._meta.label_lower,
        "row": {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields},
    }


def _again(row: dict[str, Any]) -> models.Model:
    return apps.get_model(row["model"])(**row["row"])


def _fill(into: Company, gone: Company) -> dict[str, Any]:
    """Facts that only the one that goes knew; what it is worth goes over as a whole."""
    names = [name for name in FILLED if getattr(into, name) in (None, "") and getattr(gone, name) not in (None, "")]
    if into.arr is None and gone.arr is not None:
        names += WORTH
    for name in names:
        setattr(into, name, getattr(gone, name))
    own = {name: value for name, value in gone.custom.items() if name not in into.custom}
    into.custom = {**own, **into.custom}
    into.save(update_fields=[*names, "custom"])
    return {**{name: getattr(into, name) for name in names}, "custom": own}


def _empty(into: Company, filled: dict[str, Any]) -> None:
    """Take the facts away again that came over, unless somebody changed them since."""
    own = filled.pop("custom", {})
    into.custom = {name: value for name, value in into.custom.items() if own.get(name) != value}
    for name, value in filled.items():
        field: Any = Company._meta.get_field(name)
        if getattr(into, name) == field.to_python(value):
            setattr(into, name, None if field.null else "")
    into.save(update_fields=[*filled, "custom"])


def _put_out_of_use(company: Company, at: Any) -> None:
    company.item.retired_at = at
    company.item.version += 1
    company.item.save(update_fields=["retired_at", "version"])


def _themes_of(company: Company) -> list[int]:
    notes = Note.objects.from_companies(company).exclude(theme=None)
    return sorted(set(notes.order_by().values_list("theme", flat=True).distinct()))


def _said_twice(gone: Company, into: Company) -> models.QuerySet[NoteCompany]:
    """Further companies that the merger makes needless: the note is spoken by the company, or names it already."""
    named = NoteCompany.objects.filter(company__in=[gone, into])
    by_speaker = models.Q(note__company__in=[gone, into])
    already = models.Q(company=gone, note__in=NoteCompany.objects.filter(company=into).values("note"))
    return named.filter(by_speaker | already)


carried(NoteCompany, called="", clashes=_said_twice)
carried(Note, called="notes")
carried(Contact, called="people")
carried(CompanyDomain, called="e-mail domains")
carried(SurveyAnswer, called="survey answers")
carried(Company, "merged_into", called="companies merged before")
