"""Formats: the bytes of a file become UTF-8, or one message says what the file is."""

import codecs
import gzip
import zlib

from workbench.errors import UsageError

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


class UnusableInput(UsageError):
    """The input cannot be read, or is empty."""


def as_utf8(name: str, data: bytes) -> bytes:
    """Unpack gzip and decode UTF-16 and UTF-32; raises `UnusableInput` for what is no text."""
    if data.startswith(GZIP):
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError, zlib.error) as error:
            raise UnusableInput(f"{name} is a damaged gzip file: {error}.") from error
    for start, what in NO_TEXT:
        if data.startswith(start):
            raise UnusableInput(f"{name} is {what}. {READ}")
    if data.lstrip()[:1] == b"<" and b"\n{" not in data:
        raise UnusableInput(f"{name} is HTML or XML. {READ}")
    encoding = _encoding(data)
    if encoding is None:
        return data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode(encoding).removeprefix("\ufeff").encode()
    except UnicodeError as error:
        raise UnusableInput(f"{name} is damaged {encoding.upper()}: {error}.") from error


def _encoding(data: bytes) -> str | None:
    """Tell UTF-16 and UTF-32 by their mark, or by the zeros around the first character."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return encoding
    if data[1:2] == b"\0" and data[:1] in (b"{", b"["):
        return "utf-32-le" if data[2:4] == b"\0\0" else "utf-16-le"
    if data[:1] == b"\0" and data[1:2] in (b"{", b"["):
        return "utf-16-be"
    return None
