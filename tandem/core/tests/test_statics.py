"""Static files are collected once for every state of the source, and again only when a file changed."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import storage
from django.core.files.storage import storages
from django.test import override_settings

from tandem.core import statics


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own to collect into."""
    with override_settings(STATIC_ROOT=tmp_path / "static"):
        fresh = storages.create_storage({"BACKEND": "tandem.ui.storage.StaticFiles"})
        monkeypatch.setattr(storage.staticfiles_storage, "_wrapped", fresh)
        yield tmp_path / "static"


def test_files_are_collected_under_hashed_names_once(root: Path) -> None:
    assert statics.collect(root) is True
    assert (root / "staticfiles.json").exists()
    assert list(root.glob("css/tandem.*.css"))
    assert statics.collect(root) is False


def test_a_changed_source_is_collected_again(root: Path) -> None:
    statics.collect(root)
    (root / "collected").write_text("of another state")
    assert statics.collect(root) is True
