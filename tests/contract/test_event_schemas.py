"""Events keep their form: boards and product teams are not deployed with this stack.

`released/schemas` has the schemas of the last release; make them today's when a release is cut.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.contract.deployable import ROOT

Schema = Mapping[str, Any]
RELEASED = Path(__file__).parent / "released" / "schemas"
ANNOTATIONS = {"$id", "$schema", "$defs", "title", "description", "examples"}
LISTING_EVENT, SUMMARY_EVENT = "listing-event.schema.json", "summary-event.schema.json"


def read(path: Path) -> Schema:
    schema: Schema = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return schema


def today(name: str) -> Schema:
    return read(ROOT / "docs" / name)


class Comparison:
    """Finds where what one schema allows is refused by another."""

    def __init__(self, narrow: Schema, wide: Schema) -> None:
        self._narrow, self._wide = narrow, wide

    def refused(self) -> list[str]:
        return list(self._refused(self._narrow, self._wide, "event"))

    def _refused(self, narrow: Schema, wide: Schema, path: str) -> Iterator[str]:
        narrow, wide = _resolve(narrow, self._narrow), _resolve(wide, self._wide)
        branches = [*narrow.get("oneOf", ()), *narrow.get("anyOf", ())]
        if branches:
            for number, branch in enumerate(branches):
                yield from self._refused(branch, wide, f"{path}/{number}")
            return
        choices = [*wide.get("oneOf", ()), *wide.get("anyOf", ())]
        if choices and all(any(self._refused(narrow, one, path)) for one in choices):
            yield f"{path}: fits none of the {len(choices)} forms"
        for key in wide.keys() - ANNOTATIONS - {"oneOf", "anyOf"}:
            rule = RULES.get(key, _same)
            if key == "properties":
                for name, inner in wide[key].items():
                    given = narrow.get(key, {}).get(name)
                    if given is not None:
                        yield from self._refused(given, inner, f"{path}.{name}")
                    elif name in narrow.get("required", ()):
                        yield f"{path}.{name}: of no known form"
            elif not rule(narrow, wide[key], key):
                yield f"{path}: {key} is {narrow.get(key)}, not within {wide[key]}"


def _resolve(schema: Schema, root: Schema) -> Schema:
    while "$ref" in schema:
        inner = root["$defs"][schema["$ref"].rpartition("/")[2]]
        schema = {**inner, **{key: value for key, value in schema.items() if key != "$ref"}}
    return schema


def _many(value: Any) -> set[Any]:
    return set(value) if isinstance(value, list) else {value}


def _same(narrow: Schema, wanted: Any, key: str) -> bool:
    return bool(narrow.get(key) == wanted)


def _types(narrow: Schema, wanted: Any, _: str) -> bool:
    if "type" in narrow:
        return _many(narrow["type"]) <= _many(wanted)
    values = narrow.get("enum", [narrow["const"]] if "const" in narrow else [None])
    return all(isinstance(value, str) for value in values) and "string" in _many(wanted)


def _values(narrow: Schema, wanted: Any, _: str) -> bool:
    given = narrow.get("enum", [narrow["const"]] if "const" in narrow else None)
    return given is not None and set(given) <= set(wanted)


RULES: Mapping[str, Callable[[Schema, Any, str], bool]] = {
    "type": _types,
    "enum": _values,
    "required": lambda narrow, wanted, key: set(wanted) <= set(narrow.get(key, ())),
    "minimum": lambda narrow, wanted, key: narrow.get(key, wanted - 1) >= wanted,
    "maximum": lambda narrow, wanted, key: narrow.get(key, wanted + 1) <= wanted,
    "minLength": lambda narrow, wanted, key: narrow.get(key, 0) >= wanted,
    "maxLength": lambda narrow, wanted, key: narrow.get(key, wanted + 1) <= wanted,
}


def should_take_every_event_that_a_board_could_send_before() -> None:
    assert Comparison(read(RELEASED / LISTING_EVENT), today(LISTING_EVENT)).refused() == []


def should_send_no_event_that_a_product_team_could_not_read_before() -> None:
    assert Comparison(today(SUMMARY_EVENT), read(RELEASED / SUMMARY_EVENT)).refused() == []


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"status": {"enum": ["published", "reviewed"]}}, "status"),
        ({"version": {"type": "string"}}, "version"),
        ({"version": {"type": "integer", "minimum": 0}}, "version"),
        ({"listing_id": {"type": ["string", "null"]}}, "listing_id"),
    ],
)
def should_notice_a_change_that_product_teams_cannot_read(
    change: dict[str, Any], where: str
) -> None:
    schema = json.loads(json.dumps(today(SUMMARY_EVENT)))
    schema["properties"]["detail"]["properties"].update(change)
    found = Comparison(schema, read(RELEASED / SUMMARY_EVENT)).refused()
    assert {one.partition(": ")[0] for one in found} == {f"event.detail.{where}"}


def should_notice_a_field_that_is_no_longer_sent() -> None:
    schema = json.loads(json.dumps(today(SUMMARY_EVENT)))
    schema["properties"]["detail"]["required"].remove("summary_uri")
    (found,) = Comparison(schema, read(RELEASED / SUMMARY_EVENT)).refused()
    assert found.startswith("event.detail: required is ")


@pytest.mark.parametrize("name", [LISTING_EVENT, SUMMARY_EVENT])
def should_show_examples_that_fit(name: str) -> None:
    schema = today(name)
    assert len(schema["examples"]) >= 2
    for example in schema["examples"]:
        Draft202012Validator(schema).validate(example)


@pytest.mark.parametrize("name", [LISTING_EVENT, SUMMARY_EVENT])
def should_name_the_version_of_a_schema(name: str) -> None:
    assert today(name)["$id"] == f"urn:listing-summariser:{name.removesuffix('.schema.json')}:1"
