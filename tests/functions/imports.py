"""What a handler loads in a fresh interpreter, as the sandbox starts one."""

import json
import os
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.local.runtime import python_path

ROOT = Path(__file__).parents[2]
LAYER = ROOT / "layers" / "summariser" / "src"
FUNCTIONS = sorted(path.parent.name for path in (ROOT / "functions").glob("*/app.py"))
LIST = Path(__file__).with_name("imports.toml")
OWN = frozenset({"app", "summariser"})  # what is not a library's
# Python's own modules and extension modules are left out: their size depends on the machine.
LOADED = """
import app, json, os, sys
folders = tuple(os.environ["PYTHONPATH"].split(os.pathsep))
files = {name: getattr(module, "__file__", None) or "" for name, module in sys.modules.items()}
print(json.dumps({
    name: os.path.getsize(file)
    for name, file in files.items()
    if file.endswith(".py") and file.startswith(folders)
}))
"""


@dataclass(frozen=True)
class Ceiling:
    """How many modules may be loaded, and how many KiB of source they have together."""

    modules: int
    kib: int


@dataclass(frozen=True)
class Allowed:
    """What one handler may load."""

    packages: frozenset[str]
    libraries: Ceiling
    layer: Ceiling


@dataclass(frozen=True)
class Loaded:
    """What one handler loads: bytes of source by module."""

    sizes: dict[str, int]

    @property
    def packages(self) -> set[str]:
        """Name the libraries' top-level packages."""
        return {_top(name) for name in self.sizes} - OWN

    @property
    def libraries(self) -> Ceiling:
        """Count what belongs to libraries."""
        return _count([size for name, size in self.sizes.items() if _top(name) not in OWN])

    @property
    def layer(self) -> Ceiling:
        """Count what belongs to the function and our layer."""
        return _count([size for name, size in self.sizes.items() if _top(name) in OWN])


def loaded_by(function: str) -> Loaded:
    """Import a function's app.py with the path, and without the site packages, of a sandbox."""
    folders = python_path((ROOT / "functions" / function, LAYER))
    result = subprocess.run(
        [sys.executable, "-S", "-s", "-c", LOADED],
        cwd=folders[0],
        env={"PYTHONPATH": os.pathsep.join(map(str, folders))},
        capture_output=True,
        text=True,
        check=True,
    )
    return Loaded(json.loads(result.stdout))


def read_allowed(path: Path = LIST) -> dict[str, Allowed]:
    """Read the committed list, by function."""
    content: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    every = content["every_function"]
    return {
        name: Allowed(
            packages=frozenset([*every["packages"], *row.get("packages", [])]),
            libraries=Ceiling(**row.get("libraries", every["libraries"])),
            layer=Ceiling(**row["layer"]),
        )
        for name, row in content["functions"].items()
    }


def _top(name: str) -> str:
    return name.partition(".")[0]


def _count(sizes: list[int]) -> Ceiling:
    return Ceiling(len(sizes), -(-sum(sizes) // 1024))
