"""Products and their owners from a file, over the API: looked at without writing anything, or brought in."""

from __future__ import annotations

from typing import Any

from ninja import Field, File, Form, Router, Schema
from ninja.files import UploadedFile

from tandem.core import files
from tandem.core.errors import Refused
from tandem.evidence.product_file import LARGEST, Plan, ProductFile
from tandem.record.verbs import ask
from tandem.team.request import Request

router = Router(tags=["Products from a file"])
RESULTS = {"open": "opened", "change": "changed", "leave": "as it was", "reject": "given back"}


def _example(**fields: Any) -> dict[str, Any]:
    return {"json_schema_extra": {"examples": [fields]}}


class ProductFileIn(Schema):
    """What to do with a file of products."""

    model_config = _example(dry_run=True, invite=False)  # type: ignore[assignment]
    dry_run: bool = Field(False, description="Say what each row would do, and write nothing.")
    invite: bool = Field(False, description="Invite the owners who are no members yet; for administrators.")


class ProductRowOut(Schema):
    """One row: what became of it, or in a dry run what would."""

    row: int = Field(alias="number")
    result: str = Field(description="opened, changed, as it was, or given back")
    name: str
    address: str
    changes: dict[str, str] = Field(description="What it changes, by column.")
    unknown: list[str] = Field(description="E-mails in it that belong to no member.")
    because: str = Field(alias="wrong", description="Why it is given back; empty otherwise.")

    @staticmethod
    def resolve_result(plan: Plan) -> str:
        return RESULTS[plan.does]

    @staticmethod
    def resolve_name(plan: Plan) -> str:
        return plan.said.get("name", "")

    @staticmethod
    def resolve_address(plan: Plan) -> str:
        return plan.said.get("slug", "")

    @staticmethod
    def resolve_changes(plan: Plan) -> dict[str, str]:
        return {} if plan.wrong else dict(plan.changes_said)

    @staticmethod
    def resolve_unknown(plan: Plan) -> list[str]:
        return [email for _, email in plan.unknown]


class ProductFileOut(Schema):
    """What became of a file of products, row by row."""

    model_config = _example(dry_run=True, opened=2, changed=1, as_they_were=3, given_back=0, rows=[])  # type: ignore[assignment]
    dry_run: bool
    opened: int
    changed: int
    as_they_were: int
    given_back: int
    rows: list[ProductRowOut]


@router.post("", response=ProductFileOut, operation_id="bring_products", summary="Products from a file")
def bring_products(request: Request, said: Form[ProductFileIn], file: File[UploadedFile]) -> dict[str, Any]:
    """CSV, TSV, XLSX, XLS or JSON, a product a row, at most a thousand. Sent twice it opens nothing twice."""
    ask(request.user, "open a product", None)
    if said.invite:
        ask(request.user, "administer", None)
    if (file.size or 0) > LARGEST:
        raise Refused("The file is larger than 5 MB.")
    kept = files.store(file.chunks(), name=file.name or "products.csv")
    read = ProductFile.read(files.path_of(kept), kept.name)
    if not said.dry_run:
        read.bring(by=request.user, invite=said.invite)
    counts = read.counted()
    figures = {"opened": counts["open"], "changed": counts["change"]}
    figures |= {"as_they_were": counts["leave"], "given_back": counts["reject"]}
    return {"dry_run": said.dry_run, "rows": read.plans, **figures}
