"""How quick the pages of a product with many features are: milliseconds and statements, as JSON.

    python benchmarks/priorities.py --features 5000

It makes an embedded database of its own, puts features with estimates and companies that asked into it, takes up two
models, plans releases and objectives, and asks for each page through Django's test client; then it changes a formula,
which leaves every score to the worker, and does the worker's part.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from decimal import Decimal
from functools import partial
from typing import Any

import tables
from lists import measured
from machine import Memory, found_company, installation, machine, settled, timed

HOME = "/products/measured"
PLACE = f"{HOME}/definition"
FILES = {"all features as CSV": f"{PLACE}/features.csv", "roadmap as CSV": f"{PLACE}/roadmap.csv"}
ASKED = 400  # features that a company asked for in a note
WEEKS = (1, 2, 3, 5, 8, 13, 20)


def fill(count: int, owner: Any, product: Any) -> dict[str, Any]:
    """Features, notes about some of them, estimates of most, and two models; says how long taking them up took."""
    from tandem.definition.models import Feature, ScoringModel
    from tandem.evidence.models import Company, Note
    from tandem.record.models import Item

    made = Feature._make_many([(f"Feature {place}", {}) for place in range(count)], product=product)
    companies = [Company.open(f"Company {place}", arr=Decimal(1000 + place), by=owner) for place in range(50)]
    for place in range(ASKED):
        note = Note.add(product, f"We ask for number {place}.", company=companies[place % 50], by=owner)
        note.link(Item.objects.get(pk=made[place].pk), by=owner)
    plan(made, product, owner)
    first, rice = timed(lambda: ScoringModel.take_up(product, "rice", by=owner))
    second, values = timed(lambda: ScoringModel.take_up(product, "value_effort", by=owner))
    estimate(made, product, owner)
    return {
        "take up a first model: the request": first, "take up a second model: the request": second,
        "the scores of the first: the worker": worked_off(rice),
        "the scores of the second: the worker": worked_off(values),
    }  # fmt: skip


def estimate(made: list[Any], product: Any, owner: Any) -> None:
    """Every driver of both models for every feature."""
    from tandem.core import clock
    from tandem.definition.models import Driver, Estimate

    drivers, now = {driver.key: driver for driver in Driver.objects.of(product)}, clock.now()
    Estimate.objects.bulk_create(
        (
            Estimate(about_id=feature.pk, driver=drivers[key], value=value, by=owner, at=now)
            for place, feature in enumerate(made)
            for key, value in (
                ("reach", 10 + place * 37 % 900), ("impact", (1, 2, 3)[place % 3]), ("confidence", Decimal("0.8")),
                ("effort", WEEKS[place % 7]), ("value", 1 + place * 7 % 10),
            )
        ),
        batch_size=2000,
    )  # fmt: skip


def worked_off(model: Any) -> dict[str, float]:
    """What the worker does after a model changed, done here."""
    from tandem.definition.recounting import go_on

    took, _ = timed(lambda: go_on(model.pk))
    return took


def plan(made: list[Any], product: Any, owner: Any) -> None:
    """Releases over two years, objectives, and a place in the plan for most features."""
    from datetime import timedelta

    from tandem.core import clock
    from tandem.definition.models import Feature, Objective, Place, Release

    today = clock.today()
    releases = [
        Release.plan(product, f"Release {place}", available_on=today + timedelta(days=20 * place), by=owner)
        for place in range(36)
    ]
    aims = [Objective.aim(product, f"Objective {place}", by=owner) for place in range(12)]
    for place, feature in enumerate(made):
        feature.release = releases[place % 72] if place % 72 < 36 else None
    Feature.objects.bulk_update(made, ["release"], batch_size=1000)
    Place.objects.bulk_create(
        Place(
            about_id=one.pk,
            horizon=("now", "next", "later", "")[place % 4],
            objective=aims[place % 15] if place % 15 < 12 else None,
        )
        for place, one in enumerate(made)
    )


def pages(client: Any) -> dict[str, str]:
    """The pages to ask for, by what a person would call them."""
    from tandem.definition.models import Feature

    one = Feature.objects.select_related("item").order_by("pk")[7]
    return {
        "overview": HOME,
        "every flag": f"{HOME}/flags",
        "features, newest": f"{PLACE}/features",
        "features by revenue": f"{PLACE}/features?sort=arr",
        "features never tried": f"{PLACE}/features?tried=no",
        "one feature": one.get_absolute_url(),
        "releases": f"{PLACE}/releases",
        "one release": "/releases/1",
        "one objective": "/objectives/1",
        "priorities, highest first": f"{PLACE}/priorities",
        "priorities, 20 pages on": f"{PLACE}/priorities?after={_token(client, 20)}",
        "matrix of two drivers": f"{PLACE}/matrix?x=effort&y=reach",
        "two models side by side": f"{PLACE}/comparison",
        "scores of one feature": f"{PLACE}/scores/{one.mark}",
        "one model": "/scoring-models/1",
        "roadmap, now next later": f"{PLACE}/roadmap",
        "roadmap by objective": f"{PLACE}/roadmap?layout=objective",
        "roadmap by status": f"{PLACE}/roadmap?layout=board",
        "roadmap by status, narrowed by words": f"{PLACE}/roadmap?layout=board&q=99",
        "roadmap as a timeline": f"{PLACE}/roadmap?layout=timeline",
        "one column of the roadmap": f"{PLACE}/roadmap?column=later",
        "roadmaps of all products": "/roadmaps",
        "portfolio": "/portfolio",
    }


def _token(client: Any, times: int) -> str:
    """Where the list stands after so many pages."""
    import re

    token = ""
    for _ in range(times):
        page = client.get(f"{PLACE}/priorities?after={token}").content.decode()
        token = re.findall(r"[?&;]after=([^\"&]+)", page)[-1]
    return token


def main() -> None:
    """Measure everything and print it."""
    choices = argparse.ArgumentParser(description=__doc__)
    choices.add_argument("--features", type=int, default=5_000)
    choices.add_argument("--times", type=int, default=40, help="How often each page is asked for.")
    chosen = choices.parse_args()
    before = machine()
    with installation():
        from django.test import Client

        owner, product = found_company()
        work = fill(chosen.features, owner, product)
        settled()
        client = Client()
        client.force_login(owner)
        with Memory() as memory:
            found = {name: measured(client, url, chosen.times) for name, url in pages(client).items()}
        work |= changes(owner) | {name: timed(partial(client.get, url))[0] for name, url in FILES.items()}
        load = round(os.getloadavg()[0], 2)
    told = {"machine": before | {"load_after_pages": load}, "features": chosen.features, "work": work, "pages": found}
    print(tables.many(told), tables.work(told), sep="\n", file=sys.stderr)
    json.dump(told | {"peak_memory_mb": memory.peak}, sys.stdout, indent=2)
    print()


def changes(owner: Any) -> dict[str, Any]:
    """A formula changed, and two estimates put."""
    from tandem.definition.models import Estimate, Feature, ScoringModel

    model = ScoringModel.objects.select_related("item__product").order_by("pk")[0]
    worded, _ = timed(lambda: model.word_formula("reach * impact / effort", by=owner))
    one = Feature.objects.select_related("item__product").order_by("pk")[9]
    worked = worked_off(model)
    moved, _ = timed(lambda: Estimate.put(one, {"effort": Decimal(4), "value": Decimal(9)}, by=owner))
    return {"a formula changed: the request": worded, "a formula changed: the worker": worked, "two estimates": moved}


if __name__ == "__main__":
    main()
