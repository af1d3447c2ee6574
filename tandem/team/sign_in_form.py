"""The form at the door: the sign-in library's own, in our words."""

from typing import Any

from allauth.account.forms import LoginForm


class SignInForm(LoginForm):  # type: ignore[misc]
    """E-mail and password; the placeholders go, since the labels say it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-mail"
        self.fields["remember"].label = "Remember me"
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
