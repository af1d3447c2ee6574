"""Definition over the API: problems, features, validations, decisions, releases and goals, with every verb."""

from __future__ import annotations

from tandem.definition import api_experiences, api_servings  # noqa: F401  (their routes stand below /features)
from tandem.definition.api_decisions import decisions
from tandem.definition.api_documents import documents
from tandem.definition.api_features import features
from tandem.definition.api_interviews import interviews
from tandem.definition.api_objectives import components, initiatives, objectives
from tandem.definition.api_problems import problems
from tandem.definition.api_releases import goals, releases
from tandem.definition.api_replies import replies
from tandem.definition.api_requirements import requirements
from tandem.definition.api_roadmaps import editions, links
from tandem.definition.api_scoring import estimates, scoring
from tandem.definition.api_statuses import statuses
from tandem.definition.api_validations import validations

ROUTERS = {
    "/problems": problems,
    "/features": features,
    "/replies": replies,
    "/requirements": requirements,
    "/validations": validations,
    "/interviews": interviews,
    "/decisions": decisions,
    "/releases": releases,
    "/goals": goals,
    "/scoring-models": scoring,
    "/estimates": estimates,
    "/documents": documents,
    "/editions": editions,
    "/roadmap-links": links,
    "/objectives": objectives,
    "/initiatives": initiatives,
    "/components": components,
    "/statuses": statuses,
}
