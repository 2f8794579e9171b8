"""Queries of Logs Insights, as far as the dashboard asks them."""

import pytest

from workbench.local.log_insights import InvalidQueryError, rows_of

LINES = [
    {"code": "form", "language": "de", "dropped": [2.0], "blocked": 1},
    {"code": "form", "language": "de", "dropped": [1.0], "blocked": 0},
    {"code": "money", "language": "en", "dropped": [5.0], "blocked": 1},
    {"language": "en", "gen_ai.usage.input_tokens": 7, "shares": {"seo": 0.5}},
]


def should_filter_group_sort_and_count() -> None:
    query = """
        filter ispresent(code)
        | stats sum(dropped) as sentences, count(*) as drafts, avg(blocked) * 100 as percent
            by code, language
        | sort sentences desc"""
    assert rows_of(query, LINES) == [
        {"code": "money", "language": "en", "sentences": "5", "drafts": "1", "percent": "100"},
        {"code": "form", "language": "de", "sentences": "3", "drafts": "2", "percent": "50"},
    ]


def should_read_fields_with_dots_and_fields_of_objects() -> None:
    tokens = (
        "filter ispresent(`gen_ai.usage.input_tokens`) | stats max(shares.seo) as most by language"
    )
    assert rows_of(tokens, LINES) == [{"language": "en", "most": "0.5"}]
    assert rows_of('filter language = "de" | stats min(dropped) as least', LINES) == [
        {"least": "1"}
    ]


def should_show_no_more_rows_than_were_asked_for() -> None:
    rows = rows_of("stats count(*) as lines by language | sort lines | limit 1", LINES)
    assert rows == [{"language": "de", "lines": "2"}]


@pytest.mark.parametrize(
    "query", ["parse @message", "filter code like /form/", "stats stddev(dropped) as x by code"]
)
def should_refuse_what_it_does_not_know(query: str) -> None:
    with pytest.raises(InvalidQueryError):
        rows_of(query, LINES)
