"""Finding: one remark on a summary, with a code of the table in finding_codes.py."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ConfigDict, computed_field, model_validator

from summariser.domain.finding_codes import FindingCode, Grade


class Finding(BaseModel):
    """One remark on a summary, in words that a linguist understands.

    `sentence` is the text of the sentence that it is about, whether or not the summary still has
    it; none where it is about a whole text.
    """

    model_config = ConfigDict(defer_build=True, frozen=True, hide_input_in_errors=True)

    code: FindingCode
    profile: str | None
    sentence: str | None = None
    message: str

    @model_validator(mode="before")
    @classmethod
    def _of_release_0_1_0(cls, data: Any) -> Any:
        """Read what that release stored: one code for unfair wording, and for questionable one."""
        if not isinstance(data, dict) or data.get("severity") != "warn":
            return data
        unfair = data.get("code") == FindingCode.UNFAIR_WORDING
        return data | {"code": FindingCode.QUESTIONABLE_WORDING} if unfair else data

    @computed_field  # type: ignore[prop-decorator]  # pydantic's documented use
    @property
    def grade(self) -> Grade:
        """How sure it is, which its code says."""
        return self.code.grade

    @property
    def is_note(self) -> bool:
        """Whether it only tells people where to look."""
        return self.grade is Grade.NOTE


def codes_of(cause: str) -> list[str]:
    """Name the codes of a cause that `cause_of` wrote, most frequent first."""
    return re.findall(r"(\w+) \(\d+\)", cause)


def cause_of(findings: Iterable[Finding]) -> str:
    """Say why a draft is not whole, in codes and counts: never in words of the listing."""
    codes = Counter(
        finding.code
        for finding in findings
        if not finding.is_note or finding.code is FindingCode.ASPECT_MISSING
    )
    return ", ".join(f"{code} ({count})" for code, count in codes.most_common())
