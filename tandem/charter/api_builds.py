"""Builds over the API: a program's own telemetry can say here who runs what."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Field, Router, Schema

from tandem.charter import api_found as find
from tandem.charter.api_found import example
from tandem.charter.models import Build, Deployment
from tandem.team.request import Request

router = Router(tags=["Builds"])


class BuildOut(Schema):
    """A build given to a program."""

    model_config = example(number=4, version="0.8", program=3, says="A second person.", sent_on="2026-11-13")  # type: ignore[assignment]
    number: int
    version: str = Field(alias="title")
    program: int = Field(description="The program's number.")
    says: str = Field(description="What is new in it.")
    sent_on: date

    @staticmethod
    def resolve_program(build: Build) -> int:
        return build.program.number


class BuildIn(Schema):
    """A build to send."""

    model_config = example(program=3, version="0.8", says="A second person.")  # type: ignore[assignment]
    program: int
    version: str = Field(min_length=1, max_length=60)
    says: str = Field("", max_length=5000)


class DeploymentIn(Schema):
    """A member runs a build."""

    model_config = example(member=7, on="2026-11-14", last_active_on="2026-11-22")  # type: ignore[assignment]
    member: int = Field(description="The charter member's number.")
    on: date | None = Field(None, description="Today, when left out.")
    last_active_on: date | None = None


class DeploymentOut(Schema):
    """A deployment."""

    model_config = example(member="Aster Clinic", build="0.8", deployed_on="2026-11-14", last_active_on="2026-11-22")  # type: ignore[assignment]
    member: str
    build: str
    deployed_on: date
    last_active_on: date | None

    @staticmethod
    def resolve_member(deployment: Deployment) -> str:
        return deployment.member.title

    @staticmethod
    def resolve_build(deployment: Deployment) -> str:
        return deployment.build.title


class BuildList(Schema):
    rows: list[BuildOut]
    next: str | None = None


@router.get("", response=BuildList, operation_id="list_builds", summary="Builds")
def list_builds(request: Request, product: str = "", after: str | None = None, limit: int = 50) -> dict[str, Any]:
    """The newest first."""
    return find.listed(find.seen(Build, request, product).select_related("program__item"), after, limit)


@router.post("", response={201: BuildOut}, operation_id="send_build", summary="Send a build")
def send_build(request: Request, said: BuildIn) -> tuple[int, Build]:
    """No two builds of a program share a version."""
    return 201, Build.send(find.program(request, said.program), said.version, by=request.user, says=said.says)


@router.get("/{number}", response=BuildOut, operation_id="read_build", summary="One build")
def read_build(request: Request, number: int) -> Build:
    """A build by number."""
    return find.build(request, number)


@router.get(
    "/{number}/deployments", response=list[DeploymentOut], operation_id="list_deployments", summary="Who runs it"
)
def list_deployments(request: Request, number: int) -> Any:
    """Every member that deployed this build."""
    return (
        find.build(request, number)
        .deployments.select_related("member__item", "build__item")
        .order_by("-deployed_on", "pk")
    )


@router.post(
    "/{number}/deployments", response={201: DeploymentOut}, operation_id="deploy_build", summary="A member runs it"
)
def deploy(request: Request, number: int, said: DeploymentIn) -> tuple[int, Deployment]:
    """Saying it again brings the last day of use up to date; the first one starts the member's trial."""
    member = find.member(request, said.member)
    return 201, find.build(request, number).deploy(
        member, by=request.user, on=said.on, last_active_on=said.last_active_on
    )


@router.delete(
    "/{number}/deployments/{member}",
    response={204: None},
    operation_id="undeploy_build",
    summary="Take a deployment back",
)
def undeploy(request: Request, number: int, member: int) -> tuple[int, None]:
    """They do not run it after all."""
    find.build(request, number).undeploy(find.member(request, member), by=request.user)
    return 204, None
