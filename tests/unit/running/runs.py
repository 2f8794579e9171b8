"""The folder that a run leaves."""

from pathlib import Path

from tests.unit.running.lines import any_document
from workbench.running.results import Results, SummaryLine


def left_by_a_run(folder: Path, *lines: SummaryLine, simulated: bool = False) -> Path:
    """Write these lines and a document of each as `summariser run` does; returns the folder."""
    results = Results(folder, simulated=simulated)
    for line in lines:
        results.add_summary(line, any_document(line.listing_id, version=line.version))
    return folder
