"""Answers kept for one page: what every part of it asks, such as who the workspace is, is looked up once.

Only while a page is read; a verb makes everything asked before it doubtful, and clears it.
"""

import functools
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

from django.http import HttpRequest, HttpResponse

P = ParamSpec("P")
R = TypeVar("R")

_kept: ContextVar[dict[Hashable, Any] | None] = ContextVar("kept_for_this_page", default=None)


def once(function: Callable[P, R]) -> Callable[P, R]:
    """Mark a question whose answer holds for a whole page; its arguments are hashable."""

    @functools.wraps(function)
    def answer(*args: P.args, **kwargs: P.kwargs) -> R:
        kept = _kept.get()
        if kept is None:
            return function(*args, **kwargs)
        key = (function, args, tuple(sorted(kwargs.items())))
        if key not in kept:
            kept[key] = function(*args, **kwargs)
        found: R = kept[key]
        return found

    return answer


@contextmanager
def reading() -> Iterator[None]:
    """Within it, each question marked `once` is asked once."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def changed() -> None:
    """Something was written: what was asked before is asked anew."""
    if kept := _kept.get():
        kept.clear()


class ReadingMiddleware:
    """Each page that only reads keeps its answers until it is drawn."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with reading():
            return self.get_response(request)
