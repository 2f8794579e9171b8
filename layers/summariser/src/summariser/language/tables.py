"""Tables of TOML in the form that packs have: a key with its list, a phrase a line.

tomllib is pure Python, and a first listing asks for parts of all packs. Lists of strings are the
same in JSON, which is read in C, ten times as fast.
"""

import json
import re
from typing import Any

_NAME = re.compile(r"\w+(?:\.\w+)*")
_KEY = re.compile(r'^(?:([\w-]+)|("[^"\\\n]+")) = ', re.MULTILINE)
_LITERAL = re.compile(r"^ +(?:\'\'\'((?:(?!\'\'\').)*)\'\'\'|'([^'\n]*)')(?=,?$)", re.MULTILINE)


def read_tables(text: str) -> dict[str, Any] | None:
    """Read tables as tomllib does; None where a text has anything that is not in this form."""
    tables: dict[str, Any] = {}
    for part in text.strip("\n").removeprefix("[").split("\n["):
        header, _, body = part.partition("]\n")
        if not _NAME.fullmatch(header):
            return None
        *above, name = header.split(".")
        parent = tables
        for key in above:
            parent = parent.setdefault(key, {})
        try:
            values = json.loads(_as_json(body), object_pairs_hook=_each_once)
        except ValueError:
            return None
        if name in parent:
            return None
        parent[name] = values
    return tables


def _as_json(body: str) -> str:
    if "'" in body:
        body = _LITERAL.sub(lambda match: json.dumps(match[match.lastindex or 0]), body)
    entries = _KEY.sub(_quote_key, body).strip().removeprefix(",").replace(",\n]", "]")
    return f"{{{entries}}}"


def _quote_key(match: re.Match[str]) -> str:
    quoted = match[2] or f'"{match[1]}"'
    return f",{quoted}: "


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        raise ValueError("a key is given twice")
    return table
