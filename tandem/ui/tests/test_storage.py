"""Collected static files carry hashed names, also where one sheet or script names another."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import get_finders
from django.core.files.storage import FileSystemStorage
from django.test import override_settings

from tandem.ui.storage import StaticFiles


@pytest.fixture
def collected(tmp_path: Path) -> StaticFiles:
    with override_settings(STATIC_ROOT=str(tmp_path)):
        storage = StaticFiles(location=str(tmp_path), base_url="/static/")
    found: dict[str, tuple[FileSystemStorage, str]] = {}
    for finder in get_finders():
        for name, origin in finder.list([]):
            if name.startswith(("css/", "js/", "vendor/", "img/", "django_htmx/")) and name not in found:
                found[name] = (storage, name)
                with origin.open(name) as content:
                    storage.save(name, content)
    for name, _, processed in storage.post_process(found, dry_run=False):
        assert not isinstance(processed, Exception), name
    return storage


def test_sheets_and_scripts_name_each_other_by_hash(collected: StaticFiles) -> None:
    sheet = Path(collected.path(collected.url("css/tandem.css").removeprefix("/static/"))).read_text()
    script = Path(collected.path(collected.url("js/tandem.js").removeprefix("/static/"))).read_text()
    assert re.search(r'@import url\("tokens\.[0-9a-f]{12}\.css"\) layer\(tokens\);', sheet)
    assert re.search(r'import ?"\./shortcuts\.[0-9a-f]{12}\.js";', script)


def test_before_collecting_names_are_plain(tmp_path: Path) -> None:
    assert StaticFiles(location=str(tmp_path), base_url="/static/").url("css/tandem.css") == "/static/css/tandem.css"
