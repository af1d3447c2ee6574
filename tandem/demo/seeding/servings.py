"""Features for both products: one of Ledgerly that Paydesk took, and one of Paydesk that Ledgerly is asked about."""

from __future__ import annotations

from tandem.demo.cast import Cast
from tandem.demo.timeline import Timeline


def schedule(timeline: Timeline, cast: Cast) -> None:
    """Offered and answered in the last two weeks."""
    timeline.on(13, _offer, cast)
    timeline.on(11, _take, cast)
    timeline.on(2, _ask_back, cast)


def _offer(cast: Cast) -> None:
    why = "A payment that comes back is seen by the same watch as a feed that stands still."
    cast.the("feature", "f_tell").offer_to(cast.product("paydesk"), because=why, by=cast.member("ada"))


def _take(cast: Cast) -> None:
    feature, tomas = cast.the("feature", "f_tell"), cast.member("tomas")
    words = "Ours would hear of a returned payment from us and not from their people."
    feature.answer_for(cast.product("paydesk"), accepted=True, words=words, by=tomas)
    feature.take_on(cast.the("problem", "payday"), by=tomas)


def _ask_back(cast: Cast) -> None:
    why = "Accountants of Ledgerly chase the same forms for their clients."
    cast.the("feature", "p_form_chase").offer_to(cast.product("ledgerly"), because=why, by=cast.member("tomas"))
