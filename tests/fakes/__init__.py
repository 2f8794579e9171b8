"""Ports in memory; tests/adapters/ports holds them to what the adapters do."""

from tests.fakes.executions import ExecutionList, Noticeboard, OutcomeList
from tests.fakes.ledger import LedgerRows, SummaryRows
from tests.fakes.store import ListingShelf

__all__ = [
    "ExecutionList",
    "LedgerRows",
    "ListingShelf",
    "Noticeboard",
    "OutcomeList",
    "SummaryRows",
]
