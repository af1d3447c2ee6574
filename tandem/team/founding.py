"""The first steps of an installation, from its console: the workspace, its administrators, its products."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.text import slugify

from tandem.core.errors import Refused
from tandem.team.catalog import open_activities
from tandem.team.models import Console, Member, Product, Workspace


def is_founded() -> bool:
    """Whether the workspace is open."""
    return Workspace.objects.exists()


def found(name: str, email: str, password: str = "", *, company: str = "") -> tuple[Member, str]:
    """Make an administrator, and the workspace with its template of activities where there is none.

    Without a password one is made, and given back with the member; a given one is not.
    """
    console, invented = Console(), "" if password else secrets.token_urlsafe(12)
    _refuse_unfit(email, password or invented)
    with transaction.atomic():
        if not is_founded():
            Workspace.open(company, by=console)
            open_activities(console)
        member = Member.join(name, email=email, role="administrator", password=password or invented, by=console)
    return member, invented


def open_with_owners(name: str, slug: str, owners: dict[str, Member], *, by: Any) -> Product:
    """Open a product and name those who answer for it, by side: all of it, or nothing."""
    Workspace.current()
    address = slug or slugify(name)[:60]
    if not name.strip() or not address or slugify(address) != address or len(address) > 60:
        raise Refused(f"A product's address has small letters, digits and dashes only; {address or name!r} has others.")
    with transaction.atomic():
        made = Product.open(name.strip(), slug=address, by=by)
        for side, member in owners.items():
            made.put_in_charge(member, side, by=by)
    return made


def _refuse_unfit(email: str, password: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise Refused(f"{email} is not an e-mail address.") from None
    try:
        validate_password(password)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None
