"""What the team shows on pages of later stages: the company's own fields."""

from __future__ import annotations

from typing import Any

from tandem.record.reactions import panel
from tandem.team.fields import answers_of

TEMPLATE = "team/fields_panel.html"


@panel("company", TEMPLATE)
@panel("feature", TEMPLATE)
@panel("problem", TEMPLATE)
def of_fields(thing: Any, member: Any) -> dict[str, Any] | None:
    """What this thing answers to the custom fields of its kind, and which it does not yet."""
    answers = answers_of(thing.item)
    if not answers:
        return None
    return {
        "said": [one for one in answers if one.value is not None],
        "open": [one.field.title for one in answers if one.value is None],
        "may": not thing.item.is_retired and member.may("fill in fields", thing.item),
        "url": f"/custom-fields/of/{thing.mark}",
    }
