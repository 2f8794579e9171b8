"""Salary: a salary field that no sentence tells is reported, with the reason."""

import re
from collections.abc import Iterable

from summariser.checks.findings import report
from summariser.checks.registry import Check
from summariser.checks.source import Source
from summariser.domain.document import Field, Section
from summariser.domain.finding_codes import FindingCode
from summariser.domain.findings import Finding
from summariser.domain.profiles import Profile
from summariser.domain.summary import ProfileSummary
from summariser.language.money import amounts

LONG = 160  # characters of a field that no sentence can repeat


def check_salary(summary: ProfileSummary, source: Source, profile: Profile) -> Iterable[Finding]:
    """Find a salary field of which a profile that asks for pay tells no sum."""
    field = source.document.fields.get(Field.SALARY)
    if field is None or Section.COMPENSATION not in profile.aspects or not summary.sentences:
        return
    sums = {value for value in amounts(field.text) if value}
    told = {value for sentence in summary.sentences for value in amounts(sentence.text)}
    cited = any(field.number in sentence.lines for sentence in summary.sentences)
    if cited or sums & told:
        return
    length = len(field.text)
    if not re.search(r"[1-9]", field.text):
        reason = "it names no sum"
    elif length > LONG:
        reason = f"it has {length} characters, and no part of it stands alone"
    else:
        reason = f"the {profile.characters} characters of the profile tell other things"
    message = f"No sentence tells the salary field, line {field.number}: {reason}."
    yield report(FindingCode.SALARY_UNTOLD, message, profile)


CHECK = Check(check_salary, codes=(FindingCode.SALARY_UNTOLD,))
