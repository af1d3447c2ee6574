"""The template database of the tests: migrated, with the demo world in it."""

from datetime import UTC, datetime

from django.contrib.auth.hashers import PBKDF2PasswordHasher

DEMO_DAY = datetime(2026, 11, 22, 9, tzinfo=UTC)
PASSWORD = "northwind-demo-1"


class Quick(PBKDF2PasswordHasher):
    """The usual hash of a password with few rounds, which the usual one reads too: nineteen members take seconds."""

    iterations = 1000


def build_template() -> None:
    """Migrate the database the environment names and build the demo world in it."""
    import django

    django.setup()
    from django.test import override_settings

    from tandem.core import database
    from tandem.demo.build import build_demo
    from tandem.demo.world import table

    database.migrate()
    everybody = {row["key"]: PASSWORD for row in table("team")["member"]}
    with override_settings(PASSWORD_HASHERS=[f"{__name__}.{Quick.__name__}"]):
        build_demo(demo_day=DEMO_DAY, passwords=everybody)
