"""Deals go over when companies are merged."""

from tandem.evidence.merging import carried
from tandem.messaging.models import Deal

carried(Deal, called="deals")
