"""What a process does once before it answers: load all it will need, and look through that for garbage no more."""

from __future__ import annotations

import gc

from django.urls import reverse


def settle() -> None:
    """Import every page and the API now, not while somebody waits for the first one. What is loaded by then stays: each
    later look through it for garbage would hold up a page by a sixth of a second.
    """
    reverse("account_login")  # asking for one address reads them all, and imports what answers them
    gc.collect()
    gc.freeze()
