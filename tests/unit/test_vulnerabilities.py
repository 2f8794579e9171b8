"""`make audit` fails for what was found, and says so where nobody could be asked."""

import json
from typing import Any

import pytest

from workbench.vulnerabilities import Outcome, judge

CLEAN = {"name": "boto3", "version": "1.44.5", "vulns": []}
SKIPPED = {"name": "six", "skip_reason": "Dependency not found on PyPI and could not be audited"}
VULNERABLE = {
    "name": "jinja2",
    "version": "2.4.1",
    "vulns": [{"id": "PYSEC-2014-8", "fix_versions": ["2.7.2"], "aliases": []}],
}


def report(*packages: dict[str, Any]) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


def should_fail_and_name_package_and_cure_when_a_vulnerability_is_known() -> None:
    verdict = judge(report(CLEAN, VULNERABLE), "Found 1 known vulnerability in 1 package")
    assert verdict.outcome is Outcome.VULNERABLE
    assert "  jinja2 2.4.1: PYSEC-2014-8, fixed in 2.7.2" in verdict.lines


def should_pass_and_count_when_nothing_is_known() -> None:
    verdict = judge(report(CLEAN), "")
    assert (verdict.outcome, verdict.lines) == (
        Outcome.PASSED,
        ("1 packages audited, 0 known vulnerabilities.",),
    )


def should_name_the_packages_that_nobody_told_about() -> None:
    verdict = judge(report(CLEAN, SKIPPED), "")
    assert verdict.outcome is Outcome.PASSED
    assert verdict.lines[-1].endswith("six.")


@pytest.mark.parametrize(
    ("output", "errors"),
    [
        (report(SKIPPED), "No known vulnerabilities found"),
        (
            "",
            "Traceback ...\nrequests.exceptions.ConnectionError: Failed to resolve 'index.example'",
        ),
        ("", "Traceback ...\nrequests.exceptions.ReadTimeout: timed out"),
        ("", "ERROR:pip_audit._cli:Could not connect to PyPI's vulnerability feed"),
    ],
)
def should_not_call_it_clean_when_nobody_could_be_asked(output: str, errors: str) -> None:
    (line,) = judge(output, errors).lines
    assert line.startswith("NOT AUDITED: ")


def should_fail_when_the_audit_itself_is_broken() -> None:
    verdict = judge("", "ERROR:pip_audit._cli:invalid requirements input: missing.txt")
    assert verdict.outcome is Outcome.BROKEN
    assert "missing.txt" in verdict.lines[0]
