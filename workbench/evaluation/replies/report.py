"""`evaluate replies`: which true sentences of a model are lost, and which false ones are found."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from summariser.domain.document import Document
from summariser.domain.errors import PermanentError
from summariser.domain.finding_codes import Grade
from summariser.domain.listing import Listing
from summariser.domain.profiles import load_profiles
from summariser.domain.verification import VerifySentences
from summariser.llm.models import load_models
from summariser.preparation.prepare import prepare_document
from workbench.errors import UsageError
from workbench.evaluation.corpus import read_listings_by_id
from workbench.evaluation.replies.baselines import of_checks, of_word_overlap
from workbench.evaluation.replies.files import FalseSentence
from workbench.evaluation.replies.measuring import (
    Judged,
    Published,
    judge_false,
    judge_true,
    publish,
)
from workbench.running.printing import printable
from workbench.running.recorded_replies import RecordedReply
from workbench.running.rows import read_rows

RUNS = (
    (VerifySentences.REWORDED, 0.0),
    (VerifySentences.REWORDED, 0.05),
    (VerifySentences.REWORDED, 0.20),
    (VerifySentences.DOUBTFUL, 0.05),
    (VerifySentences.NONE, 0.0),
)


def evaluate(
    replies_file: Path, listings: Path, false_file: Path | None, *, examples: int, seed: int
) -> None:
    """Measure recorded replies, and false sentences where there is a file of them."""
    replies = {row.listing_id: row.reply for row in read_rows(replies_file, RecordedReply)}
    false = read_rows(false_file, FalseSentence) if false_file else []
    wanted = [*replies, *(row.listing_id for row in false)]
    documents = _documents(read_listings_by_id(listings), wanted)
    profiles = load_profiles()
    roomiest = max(profiles, key=lambda profile: profile.characters)
    judged = [
        *judge_true(documents, replies, profiles),
        *judge_false(documents, false, roomiest),
    ]
    console = Console()
    console = console if console.is_terminal else Console(width=110)
    true, untrue = _split(judged)
    console.print(_true_table(true))
    if untrue:
        console.print(_false_table(untrue))
        overlap, threshold = of_word_overlap(judged)
        console.print(
            f"Balanced accuracy over {len(true)} true and {len(untrue)} false sentences: checks "
            f"{of_checks(judged):.3f}, word overlap {overlap:.3f} (below {threshold:.2f} is called "
            "false; the best threshold on these sentences), everything is true 0.500."
        )
    for one in [one for one in judged if one.true == bool(one.codes)][:examples]:
        kind = "true, flagged" if one.true else f"false, missed ({one.kind})"
        console.print(printable(f"{one.document.listing_id} {kind}: {one.sentence.text}"))
        for finding in one.findings:
            console.print(printable(f"    {finding.code} ({finding.grade}): {finding.message}"))
    runs = [
        publish(
            documents,
            replies,
            false,
            profiles,
            catalogue=load_models(),
            mode=mode,
            error_rate=error_rate,
            seed=seed,
        )
        for mode, error_rate in track(
            RUNS, "Publishing", console=Console(stderr=True), transient=True
        )
    ]
    console.print(_published_table(runs))


def _documents(listings: dict[str, Listing], wanted: Iterable[str]) -> dict[str, Document]:
    documents = {}
    for listing_id in dict.fromkeys(wanted):
        if listing_id not in listings:
            raise UsageError(f"There is a row for {listing_id}, and no listing of this id.")
        try:
            documents[listing_id] = prepare_document(
                listings[listing_id], listing_id=listing_id, version=1
            )
        except PermanentError as error:
            raise UsageError(f"{listing_id} has a row, but {error}") from error
    return documents


def _split(judged: Sequence[Judged]) -> tuple[list[Judged], list[Judged]]:
    return [one for one in judged if one.true], [one for one in judged if not one.true]


def _true_table(true: Sequence[Judged]) -> Table:
    table = Table(title="True sentences that rules flag", title_justify="left")
    for column in ("", "sentences", "wrong", "wrong or doubtful"):
        table.add_column(column, justify="right" if column else "left")
    groups: dict[str, Callable[[Judged], bool]] = {"all": lambda _: True}
    for language in sorted({one.document.language for one in true}):
        groups[language] = lambda one, language=language: one.document.language == language  # type: ignore[misc]
    for name, belongs in groups.items():
        rows = [one for one in true if belongs(one)]
        wrong = sum(one.grade is Grade.WRONG for one in rows)
        table.add_row(name, *_counts(len(rows), wrong, sum(bool(one.codes) for one in rows)))
    codes = Counter(code for one in true for code in one.codes)
    table.caption = ", ".join(f"{code} {count}" for code, count in codes.most_common())
    return table


def _false_table(false: Sequence[Judged]) -> Table:
    table = Table(title="False sentences that rules find", title_justify="left")
    for column in ("kind", "sentences", "wrong", "wrong or doubtful"):
        table.add_column(column, justify="left" if column == "kind" else "right")
    for kind in ["all", *sorted({one.kind for one in false})]:
        rows = [one for one in false if kind in ("all", one.kind)]
        wrong = sum(one.grade is Grade.WRONG for one in rows)
        table.add_row(kind, *_counts(len(rows), wrong, sum(bool(one.codes) for one in rows)))
    return table


def _counts(sentences: int, *found: int) -> list[str]:
    shares = (f"{count} ({count / max(1, sentences):.1%})" for count in found)
    return [str(sentences), *shares]


def _published_table(runs: Sequence[Published]) -> Table:
    table = Table(title="What the whole loop publishes, by VerifySentences", title_justify="left")
    columns: dict[str, Callable[[Published], str]] = {
        "verifies": lambda run: run.mode.value,
        "verifier errs": lambda run: f"{run.error_rate:.0%}",
        "after one call": lambda run: _share(run.after_one_call, run.listings),
        "an aspect lost": lambda run: str(run.aspects_lost),
        "false published": lambda run: _share(run.false_published, run.false_sentences),
        "writer's calls": lambda run: f"{run.writer_calls / max(1, run.listings):.2f}",
        "verifier's tokens": lambda run: f"{run.verifier_tokens / max(1, run.writer_tokens):.0%}",
        "its price": lambda run: f"{run.verifier_usd / max(1e-9, run.writer_usd):.1%}",
    }
    for column in columns:
        table.add_column(column, justify="right")
    for run in runs:
        table.add_row(*(cell(run) for cell in columns.values()))
    table.caption = (
        "The verifier plays the labels and errs as often as said; it is no model. Its tokens and "
        "price (Nova Micro) are shares of the writer's (Claude Haiku), both estimated."
    )
    return table


def _share(count: int, total: int) -> str:
    return f"{count} of {total} ({count / total:.1%})" if total else "none"
