"""The table of findings: each code has a check and a corruption, or a written reason."""

import pytest

from summariser.checks.registry import all_checks
from summariser.domain.finding_codes import FindingCode
from summariser.llm.drafting import CODES as DRAFTING_CODES
from workbench.evaluation.corruption.lists import codes_without_a_kind
from workbench.evaluation.corruption.suite import kinds

OF_THE_CORE = {
    *DRAFTING_CODES,
    FindingCode.SENTENCE_UNSUPPORTED,
    FindingCode.SENTENCES_UNVERIFIED,
}


def should_have_one_check_for_each_code() -> None:
    declared = [code for check in all_checks() for code in check.codes]
    assert sorted([*declared, *OF_THE_CORE]) == sorted(FindingCode)


def should_have_a_corruption_or_a_reason_for_each_code() -> None:
    provoked = {code.value for kind in kinds().values() for code in kind.codes}
    excused = set(codes_without_a_kind())
    assert provoked | excused == {code.value for code in FindingCode}
    assert not provoked & excused


@pytest.mark.parametrize("code", FindingCode)
def should_say_what_a_code_means_in_a_sentence(code: FindingCode) -> None:
    assert code.words[0].isupper()
    assert code.words.endswith(".")
