"""The template database of the tests: migrated, with the demo world in it."""

from datetime import UTC, datetime

DEMO_DAY = datetime(2026, 11, 22, 9, tzinfo=UTC)
PASSWORD = "northwind-demo-1"


def build_template() -> None:
    """Migrate the database the environment names and build the demo world in it."""
    import django

    django.setup()

    from tandem.core import database
    from tandem.demo.build import build_demo
    from tandem.demo.credentials import few_rounds
    from tandem.demo.world import table

    database.migrate()
    everybody = {row["key"]: PASSWORD for row in table("team")["member"]}
    with few_rounds():  # nineteen members take seconds otherwise
        build_demo(demo_day=DEMO_DAY, passwords=everybody)
