"""Files at the other system stay there: their addresses are kept, as far as they are addresses of the web."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tandem.connectors.making import links

ZENDESK = {"url": "https://z.example/api/v2/attachments/1.json", "file_name": "a  b.png", "content_url": "https://z.example/f/1"}
INTERCOM = {"name": "feed.png", "url": "https://i.example/feed.png"}
SAID: list[tuple[Any, str]] = [
    ([ZENDESK, INTERCOM], "a b.png https://z.example/f/1\nfeed.png https://i.example/feed.png"),
    (json.dumps([INTERCOM, INTERCOM]), "feed.png https://i.example/feed.png"),
    ("30/Sep/25 17:20;ana;feed.png;https://j.example/7/feed.png", "feed.png https://j.example/7/feed.png"),
    (["https://j.example/8"], "https://j.example/8"),
    ([{"name": "x", "url": "javascript:alert(1)"}, {"url": None}, 7, ["https://x.example"]], ""),
    ([{"name": "x", "url": "https://x.example/ \" onclick=alert(1)"}], ""),
    ("[" * 100_000, ""),
    (None, ""),
]


@pytest.mark.parametrize(("said", "kept"), SAID, ids=range(len(SAID)))
def test_an_address_is_kept_with_its_name(said: Any, kept: str) -> None:
    assert links(said) == kept
