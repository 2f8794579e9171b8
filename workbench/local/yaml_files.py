"""Templates and state machines, read by PyYAML's parser in C: a second less than by its own."""

from pathlib import Path
from typing import Any

import yaml
from samtranslator.yaml_helper import intrinsics_multi_constructor


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # where built
    """Knows CloudFormation's short forms, as `!Ref`."""


_Loader.add_multi_constructor("!", intrinsics_multi_constructor)


def read_yaml(path: Path) -> Any:
    """Return what a YAML or JSON file holds; raises `yaml.YAMLError`."""
    text = path.read_text(encoding="utf-8")
    return yaml.load(text, _Loader)  # noqa: S506  # nosec B506  # a safe loader
