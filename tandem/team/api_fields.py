"""Custom fields over the API: what is asked, what may be chosen, what a thing answers."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from tandem.record.models import Item
from tandem.team.fields import answers_of
from tandem.team.models import CustomField, FieldValue
from tandem.team.models.custom_field import OF
from tandem.team.request import Request
from tandem.team.schemas import example
from tandem.team.talking import place_at

custom_fields = Router(tags=["Custom fields"])
ID = "/{int:number}"
OF_ONE = "^(problem|feature|company)$"


class CustomFieldIn(Schema):
    """One thing more to ask of every problem, feature or company."""

    model_config = example(of="feature", name="Region asked for", form="choice", options=["EMEA", "Americas"])  # type: ignore[assignment]
    of: str = Field(pattern=OF_ONE)
    name: str = Field(min_length=1, max_length=80)
    form: str = Field(pattern="^(line|words|number|money|day|yes|choice|choices|link|member)$")
    options: list[str] = Field([], max_length=200, description="What may be chosen, for a list.")
    hint: str = Field("", max_length=300)
    unit: str = Field("", max_length=20)


class CustomFieldWordsIn(Schema):
    """Other words for it; its key and the form of its answer stay."""

    model_config = example(version=2, name="Region", hint="Where most of those who ask are.")  # type: ignore[assignment]
    version: int
    name: str | None = Field(None, min_length=1, max_length=80)
    hint: str | None = Field(None, max_length=300)
    unit: str | None = Field(None, max_length=20)


class OptionIn(Schema):
    """An answer that may be chosen; `to` calls it otherwise, `withdrawn` ends or renews its being offered."""

    model_config = example(title="Asia", withdrawn=False)  # type: ignore[assignment]
    title: str = Field(min_length=1, max_length=120)
    to: str | None = Field(None, min_length=1, max_length=120)
    withdrawn: bool = False


class FieldPlaceIn(Schema):
    """Its place among those asked of the same things."""

    model_config = example(place=1)  # type: ignore[assignment]
    place: int = Field(ge=1, le=1000, description="Counted from one.")


class FieldReasonIn(Schema):
    """Why."""

    model_config = example(because="Nobody answers it.")  # type: ignore[assignment]
    because: str = Field("no longer asked", max_length=2000)


class OptionOut(Schema):
    """One answer that may be chosen, or could be once."""

    model_config = example(title="EMEA", offered=True)  # type: ignore[assignment]
    title: str
    offered: bool = Field(alias="is_in_use")


class CustomFieldOut(Schema):
    """One custom field."""

    model_config = example(number=3, of="feature", key="region", name="Region", form="choice", options=[])  # type: ignore[assignment]
    number: int
    version: int
    of: str
    key: str = Field(description="What answers are named by; it never changes.")
    name: str = Field(alias="title")
    form: str
    hint: str
    unit: str
    options: list[OptionOut]
    retired: bool = Field(alias="item.is_retired")


class AnswersIn(Schema):
    """Answers by the keys of the fields; null or an empty one takes the earlier answer away."""

    model_config = example(answers={})  # type: ignore[assignment]
    answers: dict[str, str | bool | int | float | list[str] | None] = Field(max_length=40)


class AnswersOut(Schema):
    """Every field asked of a thing, by its key, with the answer in words."""

    model_config = example(about="F-7", answers={"region": "EMEA"})  # type: ignore[assignment]
    about: str
    answers: dict[str, str | None]


@custom_fields.get("", response=list[CustomFieldOut], operation_id="list_custom_fields", summary="What is asked")
def list_custom_fields(request: Request, of: str = "feature") -> list[CustomField]:
    """Those in use for problem, feature or company, in their order."""
    return CustomField.objects.visible_to(request.user).asked_of(of[:20])


@custom_fields.post("", response={201: CustomFieldOut}, operation_id="open_custom_field", summary="Ask one thing more")
def open_custom_field(request: Request, said: CustomFieldIn) -> tuple[int, CustomField]:
    """Administrators only."""
    words = said.dict(exclude={"name", "options"})
    return 201, CustomField.open(said.name, options=tuple(said.options), by=request.user, **words)


@custom_fields.put(ID, response=CustomFieldOut, operation_id="revise_custom_field", summary="Change its words")
def revise_custom_field(request: Request, number: int, said: CustomFieldWordsIn) -> CustomField:
    """What is left out stays."""
    found = _field(request, number)
    changes = {name: value for name, value in said.dict(exclude={"version"}).items() if value is not None}
    if "name" in changes:
        changes["title"] = changes.pop("name")
    found.revise(by=request.user, version=said.version, **changes)
    return _field(request, number)


@custom_fields.post(
    f"{ID}/options", response=CustomFieldOut, operation_id="put_field_option", summary="Offer, reword, withdraw"
)
def put_field_option(request: Request, number: int, said: OptionIn) -> CustomField:
    """Offers an answer; with `to` it is called otherwise wherever it was chosen; withdrawn it stays where it was."""
    found = _field(request, number)
    if said.to is not None:
        found.reword(said.title, said.to, by=request.user)
    elif said.withdrawn:
        found.withdraw(said.title, by=request.user)
    else:
        found.offer(said.title, by=request.user)
    return _field(request, number)


@custom_fields.post(f"{ID}/position", response=CustomFieldOut, operation_id="move_custom_field", summary="Move it")
def move_custom_field(request: Request, number: int, said: FieldPlaceIn) -> CustomField:
    """Earlier or later on the pages."""
    found = _field(request, number)
    found.move(said.place, by=request.user)
    return _field(request, number)


@custom_fields.post(
    f"{ID}/retirement", response=CustomFieldOut, operation_id="retire_custom_field", summary="Ask it no longer"
)
def retire_custom_field(request: Request, number: int, said: FieldReasonIn) -> CustomField:
    """What was answered stays in the record."""
    found = _field(request, number)
    found.retire(by=request.user, because=said.because)
    return _field(request, number)


@custom_fields.post(
    f"{ID}/restoration", response=CustomFieldOut, operation_id="restore_custom_field", summary="Ask it again"
)
def restore_custom_field(request: Request, number: int) -> CustomField:
    """With the answers it had."""
    found = _field(request, number)
    found.restore(by=request.user)
    return _field(request, number)


@custom_fields.get("/of/{mark}", response=AnswersOut, operation_id="read_custom_fields", summary="What it answers")
def read_custom_fields(request: Request, mark: str) -> dict[str, Any]:
    """Of a problem, feature or company by its mark."""
    return _answers(_item(request, mark))


@custom_fields.put("/of/{mark}", response=AnswersOut, operation_id="fill_in_fields", summary="Fill in fields")
def fill_in_fields(request: Request, mark: str, said: AnswersIn) -> dict[str, Any]:
    """Fields that are not named stay as they are; nothing is written when one answer is refused."""
    item = _item(request, mark)
    if said.answers:
        FieldValue.fill(item, said.answers, by=request.user)
    return _answers(item)


def _answers(item: Item) -> dict[str, Any]:
    return {"about": item.mark, "answers": {one.field.key: one.words or None for one in answers_of(item)}}


def _item(request: Request, mark: str) -> Item:
    place = place_at(mark, request.user) if not mark.startswith("/") else None
    if place is None or place.item.kind not in dict(OF):
        raise Http404
    return place.item


def _field(request: Request, number: int) -> CustomField:
    seen = CustomField.objects.visible_to(request.user).select_related("item").prefetch_related("options")
    found: CustomField = get_object_or_404(seen, item__number=number if 0 < number < 2**63 else 0)
    return found
