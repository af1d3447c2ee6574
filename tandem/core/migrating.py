"""Many steps of one migration applied together.

Every noun here points at the record's items, so Django re-renders nearly all models after every single step; with a
hundred history tables that took half a minute at the first start. Rendered once per app it takes a few seconds.
"""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation


class Together(Operation):
    """Steps of one migration with the models rendered once, at the end.

    A model made here is made as the last step leaves it, so the later steps that add its fields, indexes and
    constraints have nothing left to do in the database.
    """

    reversible = False

    def __init__(self, operations: Sequence[Any]) -> None:
        self.operations = list(operations)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__name__, [self.operations], {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        made = {operation.name_lower for operation in self.operations if isinstance(operation, CreateModel)}
        for operation in self.operations:
            if not (isinstance(operation, AddField | AddIndex | AddConstraint) and operation.model_name_lower in made):
                operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        raise NotImplementedError("Migrations are not taken back.")

    def describe(self) -> str:
        return f"{len(self.operations)} steps together"
