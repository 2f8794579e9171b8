"""Ports in memory; tests/adapters/ports holds them to what the adapters do."""

from tests.fakes.executions import ExecutionList, Noticeboard, OutcomeList
from tests.fakes.ledger import LedgerRows, SummaryRows
from tests.fakes.store import ListingShelf
from tests.fakes.vectors import LetterCounts, VectorShelf

__all__ = [
    "ExecutionList",
    "LedgerRows",
    "LetterCounts",
    "ListingShelf",
    "Noticeboard",
    "OutcomeList",
    "SummaryRows",
    "VectorShelf",
]
