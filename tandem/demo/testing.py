"""The template database of the tests: migrated, with the demo world in it."""


def build_template() -> None:
    """Migrate the database the environment names and build the demo world in it."""
    import django

    django.setup()
    from tandem.core import database

    database.migrate()
