"""How quick the pages over many products are: milliseconds and statements of each, as JSON.

    python benchmarks/portfolio.py --products 40

It makes an embedded database of its own in a temporary directory, opens so many products with two owners, a release, a
problem and a launch each, switches all activities on, and asks for each page as lists.py does.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date, timedelta
from typing import Any

from lists import measured
from machine import found_company, installation, machine, timed

PAGES = {
    "portfolio": "/portfolio",
    "portfolio by flags": "/portfolio?sort=flags",
    "portfolio as a table": "/portfolio.csv",
    "who does what": "/activities/grid",
    "gaps and doubles": "/activities/grid?only=gaps",
    "unowned work": "/unowned",
    "workload": "/workload",
}


def fill(count: int, owner: Any) -> None:
    """Products of eight people in five lines."""
    from tandem.definition.models import Problem, Release
    from tandem.launch.models import Launch
    from tandem.team.catalog import open_activities
    from tandem.team.models import Activity, Matter, Member, Product, ProductLine

    open_activities(owner)
    people = [Member.join(f"Person {n}", email=f"person{n}@measured.example", by=owner) for n in range(8)]
    lines = [ProductLine.open(f"Line {n}", head=people[n], by=owner) for n in range(5)]
    for activity in Activity.objects.filter(is_on=False).select_related("item"):
        activity.switch_on(by=owner)
    for n in range(count):
        product = Product.open(f"Product {n:02}", slug=f"product-{n}", line=lines[n % 5], by=owner)
        product.put_in_charge(people[n % 8], "pm", by=owner)
        if n % 4:
            product.put_in_charge(people[(n + 3) % 8], "pmm", by=owner)
        Problem.open(product, f"Problem of product {n:02}", by=owner)
        release = Release.plan(product, "1.0", available_on=date(2027, 1, 15), by=owner)
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
        client = Client()
        client.force_login(owner)
        found = {name: measured(client, url, chosen.times) for name, url in PAGES.items()}
    json.dump({"machine": before, "products": chosen.products, "filled": filled, "pages": found}, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
