"""How quick the pages over many products are: milliseconds and statements of each, as JSON.

    python benchmarks/portfolio.py --products 40

It makes an embedded database of its own in a temporary directory, opens so many products with two owners, a release
with 25 features, a problem with 20 notes and a launch each, switches all activities on, and asks for each page as
lists.py does: the portfolio while nothing is counted yet, and after the worker counted ahead.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import tables
from lists import measured
from machine import found_company, installation, machine, settled, timed

COLD = {
    "portfolio, nothing counted yet": "/portfolio",
    "overview of one product, nothing kept": "/products/product-7",
    "its flags, nothing kept": "/products/product-7/flags",
}
PAGES = {
    "portfolio": "/portfolio",
    "portfolio by flags": "/portfolio?sort=flags",
    "overview of one product": "/products/product-7",
    "flags of one product": "/products/product-7/flags",
    "portfolio as a table": "/portfolio.csv",
    "who does what": "/activities/grid",
    "gaps and doubles": "/activities/grid?only=gaps",
    "unowned work": "/unowned",
    "workload": "/workload",
}

NOTES, FEATURES = 20, 25


def fill(count: int, owner: Any) -> None:
    """Products of eight people in five lines."""
    from tandem.definition.models import Feature, Problem, Release
    from tandem.evidence.models import Company, Note
    from tandem.launch.models import Launch
    from tandem.team.catalog import open_activities
    from tandem.team.models import Activity, Matter, Member, Product, ProductLine

    open_activities(owner)
    people = [Member.join(f"Person {n}", email=f"person{n}@measured.example", by=owner) for n in range(8)]
    lines = [ProductLine.open(f"Line {n}", head=people[n], by=owner) for n in range(5)]
    companies = [Company.open(f"Company {n}", arr=Decimal(1000 * n), by=owner) for n in range(NOTES)]
    for activity in Activity.objects.filter(is_on=False).select_related("item"):
        activity.switch_on(by=owner)
    for n in range(count):
        product = Product.open(f"Product {n:02}", slug=f"product-{n}", line=lines[n % 5], by=owner)
        product.put_in_charge(people[n % 8], "pm", by=owner)
        if n % 4:
            product.put_in_charge(people[(n + 3) % 8], "pmm", by=owner)
        problem = Problem.open(product, f"Problem of product {n:02}", by=owner)
        for place in range(NOTES):
            words = f"Number {place} of {n:02} does not work for us."
            Note.add(product, words, company=companies[place], by=owner).link(problem.item, by=owner)
        release = Release.plan(product, "1.0", available_on=date(2027, 1, 15), by=owner)
        scope = [(f"Feature {place}", {"release": release, "status": "building"}) for place in range(FEATURES)]
        Feature._make_many(scope, product=product)
        Launch.plan(product, "Spring", tier=1 + n % 3, day=release.available_on + timedelta(days=n), by=owner)
        Matter.raise_(product, f"Work of product {n:02}", by=owner)


def main() -> None:
    """Measure everything and print it."""
    choices = argparse.ArgumentParser(description=__doc__)
    choices.add_argument("--products", type=int, default=40)
    choices.add_argument("--times", type=int, default=20, help="How often each page is asked for.")
    chosen = choices.parse_args()
    before = machine()
    with installation(None):
        from django.test import Client

        owner, _ = found_company()
        filled, _ = timed(lambda: fill(chosen.products, owner))
        settled()
        from django.core.cache import cache

        from tandem.overview.jobs import count_portfolio

        client = Client()
        client.force_login(owner)
        found = {name: measured(client, url, chosen.times // 2, before=cache.clear) for name, url in COLD.items()}
        cache.clear()
        ahead, _ = timed(lambda: count_portfolio(0))
        ready = partial(count_portfolio, 0)
        found |= {name: measured(client, url, chosen.times, ready=ready) for name, url in PAGES.items()}
    work = {"opened, with all that is in them": filled, "all of them counted ahead by the worker": ahead}
    before["load_after_pages"] = round(os.getloadavg()[0], 2)
    told = {"machine": before, "products": chosen.products, "work": work, "pages": found}
    print(tables.many(told), tables.work(told), sep="\n", file=sys.stderr)
    json.dump(told, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
