"""Formats: the bytes of a file become UTF-8, or one message says what the file is."""

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from summariser.domain.errors import PermanentError

GZIP = b"\x1f\x8b"
# UTF-32 first: its mark begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NO_TEXT = (
    (b"PK\x03\x04", "a zip archive or an Excel workbook"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file"),
    (b"%PDF", "a PDF"),
    (b"PAR1", "a Parquet file"),
    (b"ORC", "an ORC file"),
    (b"Obj\x01", "an Avro file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"BZh", "compressed with bzip2"),
    (b"\xfd7zXZ", "compressed with xz"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd"),
)
READ = (
    "Give JSON, JSON lines or CSV with a header of our field names, plain or compressed with gzip."
)


class UnusableFile(PermanentError):
    """A file is of a format that is not read, or damaged."""


def unpacked(stream: BinaryIO) -> BinaryIO:
    """Unpack a stream that is compressed with gzip while it is read; any other stays as it is."""
    buffered = io.BufferedReader(cast("io.RawIOBase", stream))
    if buffered.peek(len(GZIP)).startswith(GZIP):
        return cast("BinaryIO", gzip.GzipFile(fileobj=buffered))
    return buffered


@contextmanager
def damage_named(name: str) -> Iterator[None]:
    """Raise `UnusableFile` where a stream turns out to be a damaged gzip file."""
    try:
        yield
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise UnusableFile(f"{name} is a damaged gzip file: {error}.") from error


def check_is_text(name: str, data: bytes) -> None:
    """Raise `UnusableFile` if a file, given its beginning, is known to be no text."""
    for start, what in NO_TEXT:
        if data.startswith(start):
            raise UnusableFile(f"{name} is {what}. {READ}")
    if data.lstrip()[:1] == b"<" and b"\n{" not in data:
        raise UnusableFile(f"{name} is HTML or XML. {READ}")


def as_utf8(name: str, data: bytes) -> bytes:
    """Decode UTF-16 and UTF-32; raises `UnusableFile` for what is no text."""
    check_is_text(name, data)
    encoding = encoding_of(data)
    if encoding is None:
        return data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode(encoding).removeprefix("\ufeff").encode()
    except UnicodeError as error:
        raise UnusableFile(f"{name} is damaged {encoding.upper()}: {error}.") from error


def encoding_of(data: bytes) -> str | None:
    """Tell UTF-16 and UTF-32 by their mark, or by the zeros around the first character."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return encoding
    if data[1:2] == b"\0" and data[:1] in (b"{", b"["):
        return "utf-32-le" if data[2:4] == b"\0\0" else "utf-16-le"
    if data[:1] == b"\0" and data[1:2] in (b"{", b"["):
        return "utf-16-be"
    return None
