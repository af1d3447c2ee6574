"""What charter shows on the pages of earlier stages: a company's place in a program, a release's proof."""

from __future__ import annotations

from typing import Any

from tandem.charter.models import CharterMember
from tandem.charter.standing import reference_standing
from tandem.record.reactions import panel
from tandem.team.models import Workspace


@panel("company", "charter/company_panel.html")
def of_company(company: Any, member: Any) -> dict[str, Any] | None:
    """The programs a company is in, as far as this member may see them."""
    places = CharterMember.objects.visible_to(member).in_use().filter(company=company).with_company()
    found = list(places.order_by("item__number"))
    return {"places": found} if found else None


@panel("contact", "charter/contact_panel.html")
def of_contact(person: Any, member: Any) -> dict[str, Any] | None:
    """Where they speak for their company, what they answered, and whether they agreed to be named."""
    places = CharterMember.objects.visible_to(member).in_use().filter(contact=person).with_company()
    found = list(places.prefetch_related("answers", "references__item").order_by("item__number"))
    return {"places": found, "today": Workspace.current().today} if found else None


@panel("release", "charter/release_panel.html")
def of_release(release: Any, member: Any) -> dict[str, Any] | None:
    """How the program behind a release stands."""
    found = reference_standing(release, Workspace.current().today)
    return {"standing": found} if found.program else None
