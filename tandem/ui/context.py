"""The context processor of the shell: the day it is, and the frame around every page."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from tandem.core import clock
from tandem.ui.navigation import Link, Navigation, navigation


@dataclass
class Shell:
    """The frame for one request. It asks its questions only when a page draws them."""

    request: HttpRequest
    navigation: Navigation

    @property
    def member(self) -> Any:
        return getattr(self.request, "user", None)

    @property
    def signed_in(self) -> bool:
        return bool(getattr(self.member, "is_authenticated", False))

    @property
    def section(self) -> str:
        """The screen the page belongs to: the URL's app name, unless the page says another."""
        match = self.request.resolver_match
        return match.app_names[0] if match and match.app_names else ""

    @cached_property
    def workspace(self) -> str:
        return self.navigation.workspace()

    @cached_property
    def products(self) -> list[Any]:
        return list(self.navigation.products(self.member)) if self.signed_in else []

    def product(self, of_page: Any) -> Any:
        """The product the page is about; on workspace pages the first one the member sees."""
        return of_page or next(iter(self.products), None)

    def links(self, scope: str, product: Any, section: str) -> list[Link]:
        """The rail for this page; nobody who is not signed in has one."""
        if not self.signed_in:
            return []
        return self.navigation.links(scope, product, self.member, section or self.section)

    def side(self, product: Any) -> str:
        return self.navigation.side(self.member, product) if self.signed_in else ""


def shell(request: HttpRequest) -> dict[str, Shell | date]:
    """`shell` and `today` for every template: the day it is in the time zone that the page is drawn in."""
    return {"shell": Shell(request, navigation), "today": clock.today(timezone.get_current_timezone_name())}
