"""Reading: a file, a folder or standard input becomes records; nothing is left out."""

from collections.abc import Iterator
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from summariser.records.formats import UnusableFile, as_utf8, damage_named, unpacked
from summariser.records.reading import SUFFIXES, read_stream, suffix_of
from summariser.records.record import Record
from workbench.errors import UsageError

STANDARD_INPUT = "-"


class UnusableInput(UsageError):
    """The input cannot be read, or is empty."""


def read_records(source: str, standard_input: BinaryIO) -> list[Record]:
    """Read every record of a file, of a folder's files in sorted order, or of standard input.

    Raises `UnusableInput` when the input is missing, empty or of another format.
    """
    records = list(stream_records(source, standard_input))
    if not records:
        raise UnusableInput(f"There are no listings in {_name_of(source)}: it is empty.")
    return records


def stream_records(
    source: str, standard_input: BinaryIO, *, whole_up_to: int | None = None
) -> Iterator[Record]:
    """Read the records as they come, of files of any form up to a size; raises `UnusableInput`."""
    for name, suffix, stream in _files(source, standard_input):
        try:
            yield from read_stream(name, suffix, stream, whole_up_to=whole_up_to)
        except UnusableFile as error:
            raise UnusableInput(str(error)) from error
        except OSError as error:
            raise UnusableInput(f"{source} cannot be read: {error}.") from error


def text_of(name: str, data: bytes) -> str:
    """Read the text of a whole file, plain or compressed with gzip; raises `UnusableInput`."""
    try:
        with damage_named(name):
            return as_utf8(name, unpacked(BytesIO(data)).read()).decode(errors="replace")
    except UnusableFile as error:
        raise UnusableInput(str(error)) from error


def _name_of(source: str) -> str:
    return "standard input" if source == STANDARD_INPUT else source


def _files(source: str, standard_input: BinaryIO) -> Iterator[tuple[str, str, BinaryIO]]:
    if source == STANDARD_INPUT:
        yield _name_of(source), "", standard_input
        return
    path = Path(source)
    try:
        for file in find_files(source):
            name = str(file.relative_to(path)) if path.is_dir() else source
            with ExitStack() as opened:
                yield name, suffix_of(file), opened.enter_context(file.open("rb", buffering=0))
    except (OSError, ValueError) as error:  # ValueError: a null byte in the path
        raise UnusableInput(f"{source} cannot be read: {error}.") from error


def find_files(source: str) -> list[Path]:
    """Find the file, or the files of a folder that are read; raises `UnusableInput`."""
    path = Path(source)
    if not path.exists():
        raise UnusableInput(
            f"There is no file or folder {source}. Give a .jsonl, .json or .csv file, a folder "
            "of such files, or - for standard input."
        )
    if not path.is_dir():
        return [path]
    files = sorted(
        file for file in path.rglob("*") if suffix_of(file) in SUFFIXES and file.is_file()
    )
    if not files:
        raise UnusableInput(f"There are no .jsonl, .json or .csv files in the folder {source}.")
    return files
