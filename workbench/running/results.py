"""Results: the folder that a run writes while it works.

summaries.jsonl      one line per summary, docs/summary-line.schema.json
dead-letters.jsonl   one line per dead letter, docs/dead-letter-line.schema.json
documents.jsonl      the numbered lines that the summaries cite; one `Document` per line
report.html          all of the above as a page, see workbench/pages
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict

from summariser.domain.document import Document
from summariser.domain.findings import Finding
from summariser.domain.message import dump_json
from summariser.domain.summary import (
    Generated,
    ModelFailure,
    ProfileSummary,
    Status,
    Summary,
    Usage,
)
from summariser.llm.models import load_models
from summariser.records.submission import Key
from workbench.errors import UsageError

SUMMARIES = "summaries.jsonl"
DEAD_LETTERS = "dead-letters.jsonl"
DOCUMENTS = "documents.jsonl"
REPORT = "report.html"
SIMULATED = "simulated"

Model = TypeVar("Model", bound=BaseModel)


class UnusableFolder(UsageError):
    """The folder of the results cannot be written or read."""


class SummaryLine(BaseModel):
    """A line of summaries.jsonl; a withdrawn version no longer has a text and a model."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    listing_id: str
    version: int
    status: Status
    language: str | None
    model: str | None
    prompt_version: str | None
    generated: Generated | None
    profiles: dict[str, ProfileSummary]
    findings: tuple[Finding, ...]
    usage: Usage
    skipped_models: tuple[ModelFailure, ...] = ()
    reused_from: int | None = None  # the version with the same content that it was written for
    revised: bool = False  # whether the model rewrote its first draft after a check

    @classmethod
    def of(cls, summary: Summary) -> "SummaryLine":
        """Make the line of a stored summary."""
        return cls.model_validate(summary.model_dump(include=set(cls.model_fields)))

    @classmethod
    def without_text(cls, key: Key, status: Status) -> "SummaryLine":
        """Make the line of a listing version that has no summary, or no longer has one."""
        return cls(
            listing_id=key[0],
            version=key[1],
            status=status,
            language=None,
            model=None,
            prompt_version=None,
            generated=None,
            profiles={},
            findings=(),
            usage=Usage(calls=0, input_tokens=0, output_tokens=0, cost_usd=0, seconds=0),
        )

    @property
    def key(self) -> Key:
        """The listing version of the line."""
        return self.listing_id, self.version


class DeadLetterLine(BaseModel):
    """A line of dead-letters.jsonl; `event` is a string if the message was not JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    listing_id: str | None
    version: int | None
    error: str
    message: str
    execution_arn: str | None
    event: Any
    origins: tuple[str, ...] = ()  # "listings.jsonl, line 7": where the input has it


def settle(lines: Iterable[SummaryLine]) -> dict[Key, SummaryLine]:
    """Return the final status of each version, in whatever order the lines arrived.

    A withdrawal removes the text of all versions up to its own; of the others, only the newest
    stays published.
    """
    settled = {line.key: line for line in lines}
    withdrawn: dict[str, int] = {}
    newest: dict[str, int] = {}
    for line in settled.values():
        if line.status is Status.HELD:
            continue  # not visible: older versions stay as they are
        latest = withdrawn if line.status is Status.WITHDRAWN else newest
        latest[line.listing_id] = max(line.version, latest.get(line.listing_id, 0))
    for key, line in settled.items():
        listing_id, version = key
        if version <= withdrawn.get(listing_id, 0):
            settled[key] = SummaryLine.without_text(key, Status.WITHDRAWN)
        elif version < newest.get(listing_id, 0):
            settled[key] = line.model_copy(update={"status": Status.SUPERSEDED})
    return settled


class Results:
    """The folder of one run; the results of an earlier run in it are replaced."""

    def __init__(self, folder: Path, *, simulated: bool = False) -> None:
        """Empty the files; raises `UnusableFolder` when that fails.

        Lines of simulated models say so, because no model wrote their texts.
        """
        self.folder = folder
        self.simulated = simulated
        self.summaries: dict[Key, SummaryLine] = {}
        self.documents: dict[Key, Document] = {}
        self._dead_letters: dict[str, tuple[int, DeadLetterLine]] = {}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name in (SUMMARIES, DEAD_LETTERS, DOCUMENTS):
                (folder / name).write_text("", encoding="utf-8")
            (folder / REPORT).unlink(missing_ok=True)
        except OSError as error:
            raise UnusableFolder(
                f"Cannot write to {folder}: {error}. Choose another folder with --out."
            ) from error

    def add_summary(self, line: SummaryLine, document: Document | None) -> None:
        """Add a summary and the document that it cites; adding it again changes nothing."""
        if self.simulated and line.model not in (None, *load_models().extractive_names):
            line = _simulated(line)
        if self.summaries.get(line.key) == line:
            return
        self.summaries[line.key] = line
        if document is not None:
            self.documents[line.key] = document
            self._append(DOCUMENTS, document)
        self._append(SUMMARIES, line)

    def add_dead_letter(self, line: DeadLetterLine, position: int) -> None:
        """Add a dead letter, with the position of its event in the input.

        The same event with the same reason stays one line: it was in the input twice, or its
        message was delivered twice.
        """
        key = _one_line(line.model_copy(update={"origins": ()}))
        first, known = self._dead_letters.get(key, (position, None))
        if known is None:
            self._append(DEAD_LETTERS, line)
        else:
            origins = tuple(dict.fromkeys((*known.origins, *line.origins)))
            line = known.model_copy(update={"origins": origins})
        self._dead_letters[key] = (min(first, position), line)

    def finish(self, position: Callable[[Key], int]) -> None:
        """Rewrite the files in the order of the input, with the final status of each version."""
        settled = settle(self.summaries.values())
        self.summaries = {key: settled[key] for key in sorted(settled, key=position)}
        self.documents = {
            key: self.documents[key]
            for key, line in self.summaries.items()
            if key in self.documents and line.status is not Status.WITHDRAWN
        }
        self._dead_letters = dict(sorted(self._dead_letters.items(), key=_position))
        self._replace(DEAD_LETTERS, self.dead_letters)
        self._replace(SUMMARIES, list(self.summaries.values()))
        self._replace(DOCUMENTS, list(self.documents.values()))

    @property
    def dead_letters(self) -> list[DeadLetterLine]:
        """The dead letters; in the order of the input once the run is finished."""
        return [line for _, line in self._dead_letters.values()]

    def _append(self, name: str, line: BaseModel) -> None:
        with (self.folder / name).open("a", encoding="utf-8") as file:
            file.write(_one_line(line))

    def _replace(self, name: str, lines: Sequence[BaseModel]) -> None:
        new = self.folder / f"{name}.new"
        new.write_text("".join(map(_one_line, lines)), encoding="utf-8")
        new.replace(self.folder / name)


def read_summaries(folder: Path) -> list[SummaryLine]:
    """Read the summaries of a run; raises `UnusableFolder` when there are none."""
    return list(_read(folder / SUMMARIES, SummaryLine))


def read_documents(folder: Path) -> dict[Key, Document]:
    """Read the documents that the summaries of a run cite; raises `UnusableFolder`."""
    lines = _read(folder / DOCUMENTS, Document)
    return {(document.listing_id, document.version): document for document in lines}


def read_dead_letters(folder: Path) -> list[DeadLetterLine]:
    """Read the dead letters of a run; raises `UnusableFolder`."""
    return list(_read(folder / DEAD_LETTERS, DeadLetterLine))


def _simulated(line: SummaryLine) -> SummaryLine:
    name = f"{line.model} ({SIMULATED})"
    generated = line.generated and line.generated.model_copy(update={"model": name})
    return line.model_copy(update={"model": name, "generated": generated})


def _position(entry: tuple[str, tuple[int, DeadLetterLine]]) -> int:
    return entry[1][0]


def _one_line(line: BaseModel) -> str:
    return dump_json(line.model_dump(mode="json")) + "\n"


def _read(path: Path, model: type[Model]) -> Iterator[Model]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UnusableFolder(
            f"{path} cannot be read ({error.strerror}): run `summariser run` first, or choose the "
            "folder of an earlier run with --out."
        ) from error
    for number, line in enumerate(text.removesuffix("\n").split("\n"), start=1):
        if line:
            try:
                yield model.model_validate_json(line)
            except ValueError as error:
                raise UnusableFolder(
                    f"{path}, line {number} was not written by this version of `summariser run`."
                ) from error
