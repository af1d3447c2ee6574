"""Launches: plan, gates, signatures."""

from tandem.launch.models.launch import Launch
from tandem.launch.models.sign_off import Overrule, SignOff
from tandem.launch.models.step import PlanStep
from tandem.record.history import links_kept

__all__ = ["Launch", "Overrule", "PlanStep", "SignOff"]

links_kept(Launch, "releases")
