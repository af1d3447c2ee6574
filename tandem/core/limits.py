"""How often an address that needs no sign-in may be used: counted in the cache, under a name that tells no address."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any

from django.core.cache import cache
from django.utils.crypto import salted_hmac


def is_too_often(request: Any, what: str, *, most: int, seconds: int) -> bool:
    """Counts this use; whether its visitor has had more than `most` of them within so many seconds."""
    key = salted_hmac("limit", f"{what} {visitor(request)}", algorithm="sha256").hexdigest()[:40]
    if cache.add(key, 1, seconds):
        return False
    try:
        return bool(cache.incr(key) > most)
    except ValueError:  # it ended between the two
        cache.set(key, 1, seconds)
        return False


def visitor(request: Any) -> str:
    """The address somebody comes from. Only a proxy on this machine is believed when it names another one, and only
    the last it names: what stands before that, anybody can write.
    """
    peer = str(request.META.get("REMOTE_ADDR", ""))
    named = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    return named if _is_address(named) and _is_this_machine(peer) else peer


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_this_machine(peer: str) -> bool:
    return _is_address(peer) and ip_address(peer).is_loopback
