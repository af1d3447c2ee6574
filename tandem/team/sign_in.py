"""Sign-in by e-mail and password. Nobody signs up: an administrator adds members, the first one at the console."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class StaffAccounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes the public sign-up page."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
