"""What customers said: companies, sources, imports, notes, themes, highlights."""

from tandem.evidence.models.also import NoteCompany
from tandem.evidence.models.area import Area
from tandem.evidence.models.attachment import Attachment
from tandem.evidence.models.company import Company, CompanyDomain, Contact
from tandem.evidence.models.erasure import Erasure
from tandem.evidence.models.fold import Fold
from tandem.evidence.models.heard import Heard
from tandem.evidence.models.highlight import Highlight
from tandem.evidence.models.imports import Import, RejectedRow
from tandem.evidence.models.look import Look
from tandem.evidence.models.market import TargetMarket
from tandem.evidence.models.merger import CompanyMerger, KeptApart
from tandem.evidence.models.note import Note
from tandem.evidence.models.placement import Placement
from tandem.evidence.models.saved_search import Following, SavedSearch
from tandem.evidence.models.segment import Segment
from tandem.evidence.models.sorting import SortedNotes, Sorting
from tandem.evidence.models.source import Source
from tandem.evidence.models.suggestion import Suggestion
from tandem.evidence.models.survey import Question, Survey
from tandem.evidence.models.survey_answer import PersonalLink, Reply, SurveyAnswer
from tandem.evidence.models.theme import Theme
from tandem.evidence.models.version import NoteVersion

__all__ = [
    "Area", "Attachment", "Company", "CompanyDomain", "CompanyMerger", "Contact", "Erasure", "Fold", "Following",
    "Heard", "Highlight", "Import", "KeptApart", "Look", "Note", "NoteCompany", "NoteVersion", "PersonalLink",
    "Placement", "Question", "RejectedRow", "Reply", "SavedSearch", "Segment", "SortedNotes", "Sorting", "Source",
    "Suggestion", "Survey", "SurveyAnswer", "TargetMarket", "Theme",
]  # fmt: skip
