"""Known vulnerabilities of what is locked: pip-audit's answer, told apart from having none.

Run as `python -m workbench.vulnerabilities PIP_AUDIT LOCK_FILE...`, which `make audit` does. Where
PyPI cannot be asked, pip-audit itself either breaks off or calls every package clean that it did
not find; neither is an answer.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

SECONDS_TO_CONNECT = 5
# How pip-audit ends where it reaches nobody: by its own error, or by one of requests.
UNREACHED = ("Could not connect", "requests.exceptions.")


class Outcome(IntEnum):
    """The exit code: a build fails for what was found, and never for the network."""

    PASSED = 0
    VULNERABLE = 1
    BROKEN = 2


@dataclass(frozen=True)
class Verdict:
    """What an audit came to, and the lines that tell it."""

    outcome: Outcome
    lines: tuple[str, ...]


def judge(output: str, errors: str) -> Verdict:
    """Read pip-audit's JSON, and what it wrote on standard error where there is none."""
    if not output.strip():
        last = errors.strip().rpartition("\n")[2]
        if any(mark in last for mark in UNREACHED):
            return Verdict(Outcome.PASSED, (_not_audited("PyPI could not be reached"),))
        return Verdict(Outcome.BROKEN, (f"pip-audit failed: {last or 'it said nothing'}",))
    packages: list[dict[str, Any]] = json.loads(output)["dependencies"]
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    found = [_told(package, one) for package in packages for one in package.get("vulns", ())]
    audited = len(packages) - len(skipped)
    if not audited:
        return Verdict(Outcome.PASSED, (_not_audited("PyPI told nothing about any package"),))
    lines = [f"{audited} packages audited, {len(found)} known vulnerabilities.", *found]
    if skipped:
        lines.append(f"Not audited, for PyPI tells nothing about them: {', '.join(skipped)}.")
    return Verdict(Outcome.VULNERABLE if found else Outcome.PASSED, tuple(lines))


def _not_audited(reason: str) -> str:
    return f"NOT AUDITED: {reason}. Run `make audit` where it can be reached."


def _told(package: dict[str, Any], found: dict[str, Any]) -> str:
    mended = ", ".join(found["fix_versions"]) or "no version yet"
    return f"  {package['name']} {package['version']}: {found['id']}, mended in {mended}"


def main(arguments: Sequence[str]) -> int:
    """Audit lock files; returns the exit code."""
    pip_audit, *lock_files = arguments
    options = ["--require-hashes", "--disable-pip", "--format", "json", "--desc", "off"]
    options += ["--progress-spinner", "off", "--timeout", str(SECONDS_TO_CONNECT)]
    files = [part for path in lock_files for part in ("--requirement", path)]
    done = subprocess.run(  # noqa: S603 (the Makefile names it)
        [pip_audit, *options, *files], capture_output=True, text=True, check=False
    )
    verdict = judge(done.stdout, done.stderr)
    print("\n".join(verdict.lines), file=sys.stderr)  # noqa: T201
    return verdict.outcome


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
