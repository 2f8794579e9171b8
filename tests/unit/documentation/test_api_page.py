"""docs/api.md names every problem."""

import re

from summariser.domain.problems import Problem
from tests.unit.pages import ROOT

ROW = re.compile(r"^\| (\d{3}) \| `([a-z-]+)` \| (.+) \|$", re.MULTILINE)


def should_name_every_problem_and_what_it_means() -> None:
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    kinds = Problem.__subclasses__()
    described = {
        (str(kind.status), kind.name(), (kind.__doc__ or "").splitlines()[0].rstrip("."))
        for kind in kinds
    }
    assert set(ROW.findall(page)) == described
