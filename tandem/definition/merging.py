"""Validations held with a company and replies to its people go over when companies are merged."""

from tandem.definition.models import Participant, Reply, Validation
from tandem.evidence.merging import carried

carried(Reply, called="replies")
carried(Participant, called="people who tried something")
carried(Validation.companies.through, called="validations", once_with="validation")
