"""What we will build, in detail: problems, features, validations, decisions, releases and their goals."""

from tandem.definition.models.decision import Decision
from tandem.definition.models.document import Assumption, Document, DocumentStyle
from tandem.definition.models.feature import Experience, Feature, Requirement, Unfitting
from tandem.definition.models.ledger import Alternative, DecisionSignature, Dissent
from tandem.definition.models.objective import Component, Initiative, KeyResult, Objective
from tandem.definition.models.outside import OutsideWords
from tandem.definition.models.problem import Problem, Verdict
from tandem.definition.models.release import Goal, Release
from tandem.definition.models.reply import Reply
from tandem.definition.models.roadmap import Edition, Place, RoadmapLink
from tandem.definition.models.scoring import Driver, Estimate, Score, ScoreChange, ScoringModel
from tandem.definition.models.validation import Validation
from tandem.record.history import links_kept

__all__ = [
    "Alternative",
    "Assumption",
    "Component",
    "Decision",
    "DecisionSignature",
    "Dissent",
    "Document",
    "DocumentStyle",
    "Driver",
    "Edition",
    "Estimate",
    "Experience",
    "Feature",
    "Goal",
    "Initiative",
    "KeyResult",
    "Objective",
    "OutsideWords",
    "Place",
    "Problem",
    "Release",
    "Reply",
    "Requirement",
    "RoadmapLink",
    "Score",
    "ScoreChange",
    "ScoringModel",
    "Unfitting",
    "Validation",
    "Verdict",
]

links_kept(Feature, "problems")
links_kept(Validation, "companies")
