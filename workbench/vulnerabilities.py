"""Known vulnerabilities of the locked packages, or the fact that they could not be looked up.

`make audit` runs `python -m workbench.vulnerabilities PIP_AUDIT LOCK_FILE...`. When PyPI cannot be
reached, pip-audit either fails or reports every package that it did not find as clean; neither is
an answer.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

SECONDS_TO_CONNECT = 5
# How pip-audit fails without a network: with its own error, or with one of requests.
UNREACHED = ("Could not connect", "requests.exceptions.")


class Outcome(IntEnum):
    """The exit code: a build fails because of a vulnerability, never because of the network."""

    PASSED = 0
    VULNERABLE = 1
    BROKEN = 2


@dataclass(frozen=True)
class Verdict:
    """The outcome of an audit, and the lines to print."""

    outcome: Outcome
    lines: tuple[str, ...]


def judge(output: str, errors: str) -> Verdict:
    """Read the JSON of pip-audit or, without JSON, its standard error."""
    if not output.strip():
        last = errors.strip().rpartition("\n")[2]
        if any(mark in last for mark in UNREACHED):
            return Verdict(Outcome.PASSED, (_not_audited("PyPI could not be reached"),))
        return Verdict(Outcome.BROKEN, (f"pip-audit failed: {last or 'no message'}",))
    packages: list[dict[str, Any]] = json.loads(output)["dependencies"]
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    found = [
        _describe(package, vulnerability)
        for package in packages
        for vulnerability in package.get("vulns", ())
    ]
    audited = len(packages) - len(skipped)
    if not audited:
        return Verdict(Outcome.PASSED, (_not_audited("PyPI knows none of the packages"),))
    lines = [f"{audited} packages audited, {len(found)} known vulnerabilities.", *found]
    if skipped:
        lines.append(f"Not audited, because PyPI does not know them: {', '.join(skipped)}.")
    return Verdict(Outcome.VULNERABLE if found else Outcome.PASSED, tuple(lines))


def _not_audited(reason: str) -> str:
    return f"NOT AUDITED: {reason}. Run `make audit` on a machine that reaches PyPI."


def _describe(package: dict[str, Any], found: dict[str, Any]) -> str:
    fixed = ", ".join(found["fix_versions"]) or "no version yet"
    return f"  {package['name']} {package['version']}: {found['id']}, fixed in {fixed}"


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
