"""Ports in memory; tests/adapters/ports holds them to what the adapters do."""

from tests.fakes.backfill import BulkQueue
from tests.fakes.batch import BatchShelf, JobRows, JobService
from tests.fakes.executions import ExecutionList, Noticeboard, OutcomeList
from tests.fakes.ledger import LedgerRows, SummaryRows
from tests.fakes.store import ListingShelf
from tests.fakes.vectors import LetterCounts, VectorShelf

__all__ = [
    "BatchShelf",
    "BulkQueue",
    "ExecutionList",
    "JobRows",
    "JobService",
    "LedgerRows",
    "LetterCounts",
    "ListingShelf",
    "Noticeboard",
    "OutcomeList",
    "SummaryRows",
    "VectorShelf",
]
