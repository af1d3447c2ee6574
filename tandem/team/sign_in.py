"""Sign-in by e-mail and password. Nobody signs up: an administrator adds members, the first one at the console."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class StaffAccounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes the public sign-up page, and says in plain words that the two do not fit."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "There is no account with this e-mail and password.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
