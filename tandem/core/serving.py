"""Giving kept files out. Nothing that was brought here is ever run by a browser as a page of ours."""

from __future__ import annotations

from django.core.files import File
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404

from tandem.core.contents import HEAD, IMAGES, UNKNOWN, kind_of
from tandem.core.models import StoredFile

ALONE = "default-src 'none'; sandbox"


def download(kept: StoredFile | None) -> FileResponse:
    """To be saved, under a kind that no browser runs."""
    return _given(kept, UNKNOWN, saved=True)


def picture(kept: StoredFile | None) -> FileResponse:
    """To be shown within a page, where it is an image by what it holds."""
    kind = kind_of(_opened(kept).read(HEAD))
    if kind not in IMAGES:
        raise Http404
    given = _given(kept, kind, saved=False)
    given["Cache-Control"] = "private, max-age=3600"
    return given


def _opened(kept: StoredFile | None) -> File[bytes]:
    if kept is None or not default_storage.exists(kept.storage_name):
        raise Http404
    return default_storage.open(kept.storage_name)


def _given(kept: StoredFile | None, kind: str, *, saved: bool) -> FileResponse:
    name = kept.name if kept else ""
    given = FileResponse(_opened(kept), as_attachment=saved, filename=name, content_type=kind)
    given["X-Content-Type-Options"] = "nosniff"
    given["Content-Security-Policy"] = ALONE
    return given
