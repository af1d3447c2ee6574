"""A request as every page and every route gets it: whoever asks is a member."""

from django.http import HttpRequest

from tandem.team.models import Member


class Request(HttpRequest):
    """A request by a member: nobody else comes past the sign-in of pages and the tokens of the API."""

    user: Member
