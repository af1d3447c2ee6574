"""The gallery draws every component without a member and without data."""

import re

import pytest
from django.test import Client

from tandem.ui import stories

pytestmark = pytest.mark.django_db


def test_the_gallery_shows_every_story_light_dark_and_on_a_phone(client: Client) -> None:
    html = client.get("/_ui/").content.decode()
    assert html.count("gallery-stage room light") == html.count("gallery-stage room dark") == len(stories.NAMES)
    assert html.count("gallery-stage room phone") == len(stories.NAMES)


def test_no_two_elements_of_the_gallery_share_an_id(client: Client) -> None:
    ids = re.findall(r'\sid="([^"]+)"', client.get("/_ui/").content.decode())
    assert sorted(ids) == sorted(set(ids))


def test_an_unknown_story_is_not_found(client: Client) -> None:
    answer = client.get("/_ui/nothing/")
    assert answer.status_code == 404
    assert "There is nothing here for you" in answer.content.decode()


def test_a_page_in_its_shell_names_the_seven_screens_and_the_way_there(client: Client) -> None:
    html = client.get("/_ui/shell/?section=charter").content.decode()
    assert re.findall(r'data-goes="(\w+)"', html)[:7] == [key for key, *_ in stories.SCREENS[:7]]
    assert re.search(r'data-goes="charter" aria-current="page"', html)
    assert "Northwind Finance" in html


def test_the_palette_finds_by_words(client: Client) -> None:
    assert client.get("/_ui/palette/?q=nobody").content.decode().count('role="option"') == 1


def test_browsers_find_our_mark_of_their_own_accord(client: Client) -> None:
    answer = client.get("/favicon.ico")
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith(".svg")


def test_the_tiles_of_a_board_are_walked_by_keys(client: Client) -> None:
    html = client.get("/_ui/board/").content.decode()
    assert re.search(r"<board-move>\s*<keyboard-list>\s*<div class=\"lanes\"", html)
