"""What we will build, in detail: problems, features, validations, decisions, releases and their goals."""

from tandem.definition.models.contrary import Contrary
from tandem.definition.models.decision import Decision
from tandem.definition.models.dependency import Dependency
from tandem.definition.models.document import Assumption, Document, DocumentStyle
from tandem.definition.models.experience import Experience, FlowStep, PrototypePage
from tandem.definition.models.feature import Feature, Unfitting
from tandem.definition.models.interview import Interview, Interviewee
from tandem.definition.models.ledger import Alternative, DecisionSignature, Dissent
from tandem.definition.models.objective import Component, Initiative, KeyResult, Objective
from tandem.definition.models.outside import OutsideWords
from tandem.definition.models.problem import Problem, Verdict
from tandem.definition.models.recount import Recount
from tandem.definition.models.release import Goal, Release
from tandem.definition.models.reply import Reply
from tandem.definition.models.requirement import Requirement
from tandem.definition.models.roadmap import Edition, Place, RoadmapLink
from tandem.definition.models.scoring import Driver, Estimate, Score, ScoreChange, ScoringModel
from tandem.definition.models.serving import Serving
from tandem.definition.models.status import Status
from tandem.definition.models.trial import Participant, Task, TaskResult
from tandem.definition.models.validation import Validation
from tandem.record.history import links_kept

__all__ = [
    "Alternative",
    "Assumption",
    "Component",
    "Contrary",
    "Decision",
    "DecisionSignature",
    "Dependency",
    "Dissent",
    "Document",
    "DocumentStyle",
    "Driver",
    "Edition",
    "Estimate",
    "Experience",
    "Feature",
    "FlowStep",
    "Goal",
    "Initiative",
    "Interview",
    "Interviewee",
    "KeyResult",
    "Objective",
    "OutsideWords",
    "Participant",
    "Place",
    "Problem",
    "PrototypePage",
    "Recount",
    "Release",
    "Reply",
    "Requirement",
    "RoadmapLink",
    "Score",
    "ScoreChange",
    "ScoringModel",
    "Serving",
    "Status",
    "Task",
    "TaskResult",
    "Unfitting",
    "Validation",
    "Verdict",
]

links_kept(Feature, "problems")
links_kept(Serving, "problems")
links_kept(Validation, "companies")
