"""A filled-in form and the verb behind it: what a rule refuses is said on the form, who may not is told so plainly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django import forms

from tandem.core.errors import NotAllowed, Refused, Stale

Done = TypeVar("Done")


def attempt(form: forms.Form, verb: Callable[[], Done]) -> Done | None:
    """Call the verb of a filled-in form; what a rule refuses is said on top of the form."""
    if not form.is_valid():
        return None
    try:
        return verb()
    except NotAllowed:
        raise
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return None


@dataclass
class Revision:
    """A form that changes plain fields; where somebody else changed them meanwhile, both texts: none is lost."""

    form: forms.Form
    is_done: bool = False
    stale: list[dict[str, str]] = field(default_factory=list)

    @property
    def status(self) -> int:
        return 422 if self.stale or self.form.errors else 200


def revise(request: Any, noun: Any, form_class: type[forms.Form], **given: Any) -> Revision:
    """Fill the form from what is changed, and when it is sent call its verb with the fields that were changed."""
    now = {name: getattr(noun, name) for name in form_class.base_fields if hasattr(noun, name)}
    form = form_class(request.POST if request.method == "POST" else None, initial=now, **given)
    if request.method != "POST" or not form.is_valid():
        return Revision(form)
    said = form.cleaned_data
    changes = {name: said[name] for name in form.changed_data if name in said and name != "version"}
    try:
        noun.revise(by=request.user, version=said["version"], **changes)
    except NotAllowed:
        raise
    except Stale as refused:
        noun.refresh_from_db()
        again = form_class(initial={**said, "version": noun.version}, **given)
        return Revision(again, stale=_both(form, refused))
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return Revision(form)
    return Revision(form, is_done=True)


def _both(form: forms.Form, refused: Stale) -> list[dict[str, str]]:
    """Each field that was changed: its label, what stands there now, what this person wrote."""
    return [
        {"label": str(form.fields[name].label), "theirs": _said(refused.theirs.get(name)), "yours": _said(value)}
        for name, value in refused.yours.items()
    ]


def _said(value: Any) -> str:
    return "" if value is None else str(value)
