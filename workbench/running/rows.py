"""Rows: JSONL files whose lines all have the same fields."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from workbench.errors import UsageError

Row = TypeVar("Row", bound=BaseModel)


def read_rows(path: Path, kind: type[Row]) -> list[Row]:
    """Read a file of rows; raises `UsageError` with the number of a line that is not one."""
    return list(_rows(path, kind))


def _rows(path: Path, kind: type[Row]) -> Iterator[Row]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                yield kind.model_validate(json.loads(line))
            except (ValueError, ValidationError) as error:
                fields = ", ".join(kind.model_fields)
                raise UsageError(
                    f"{path}, line {number} is not a row of: {fields}. ({type(error).__name__})"
                ) from error
