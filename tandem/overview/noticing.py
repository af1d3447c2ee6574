"""Questions about roles and shares of bypasses: they look at all stages, and so they are noticed here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tandem.overview.bypass_facts import passed_of
from tandem.overview.role_facts import definers_of, evidence_of_features, sent_to_delivery, work_of_pms
from tandem.record.flags import Flag, flags_of_many_from
from tandem.team.bypasses import bypass_share_high
from tandem.team.keeping import kept
from tandem.team.models import Workspace
from tandem.team.role_rules import absorbed_by_sales, marketing_driven, pass_along, two_people_one_role
from tandem.team.rules import About


@flags_of_many_from
def of_roles_and_bypasses(products: Sequence[Any], today: date) -> dict[int, list[Flag]]:
    """For one product what was noticed is kept until something is recorded: its pages ask each time."""
    if len(products) == 1:
        product = products[0]
        found = kept(product.pk, f"noticed-{today}", lambda: noticed(products, today)[product.pk])
        return {product.pk: [_given(flag, product) for flag in found]}
    told = noticed(products, today)
    return {product.pk: [_given(flag, product) for flag in told[product.pk]] for product in products}


def noticed(products: Sequence[Any], today: date) -> dict[int, list[Flag]]:
    """Without the people who can act. The number of statements does not grow with the products."""
    limits, found = Workspace.current().thresholds, {product.pk: list[Flag]() for product in products}
    definers, sent = definers_of(products, today), sent_to_delivery(products, today)
    heard, work, passed = evidence_of_features(products), work_of_pms(products, today), passed_of(products, today)

    def of_product(product: Any) -> Iterator[Flag | None]:
        of, key = About(str(product), product.mark, product.slug), product.pk
        yield two_people_one_role(of, definers[key], today, limits)
        yield marketing_driven(of, sent[key], today, limits)
        yield from (pass_along(of, one, today, limits) for one in heard.get(key, ()))
        if key in work:
            yield absorbed_by_sales(of, work[key], today, limits)
        yield from (bypass_share_high(of, one, limits) for one in passed[key])

    for product in products:
        found[product.pk] = [flag for flag in of_product(product) if flag]
    return found


def _given(flag: Flag, product: Any) -> Flag:
    return replace(flag, who=product.owner(flag.side)) if flag.side else flag
