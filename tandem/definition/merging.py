"""Validations held with a company go over when companies are merged."""

from tandem.definition.models import Validation
from tandem.evidence.merging import carried

carried(Validation.companies.through, called="validations", once_with="validation")
