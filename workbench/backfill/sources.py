"""Sources: what a backfill is of, where its functions can read it."""

from pathlib import Path
from typing import Any

from summariser.adapters.keys import INCOMING
from summariser.domain.backfill import LEDGER
from workbench.errors import UsageError
from workbench.running.reading import STANDARD_INPUT, find_files
from workbench.stack import Stack

S3 = "s3://"
UPLOADS = f"{INCOMING}backfills/"  # what is below incoming/ is deleted after 15 days


def is_local(source: str) -> bool:
    """Whether a source is a file or a folder on this machine."""
    return source != LEDGER and not source.startswith(S3)


def check_readable(stack: Stack, source: str) -> None:
    """Raise `UsageError` for a source that the stack's functions cannot read."""
    if source == STANDARD_INPUT:
        raise UsageError("A backfill does not read standard input: give a file or a folder.")
    place = f"{S3}{stack.listing_bucket}/{INCOMING}"
    if source.startswith(S3) and not source.startswith(place):
        raise UsageError(
            f"A backfill reads only what is below {place}: copy it there first, with aws s3 cp "
            f"{'--recursive ' * source.endswith('/')}{source} {place}..."
        )


def uploaded(stack: Stack, source: str, backfill_id: str) -> str:
    """Copy a file or the files of a folder to the stack's bucket; returns the prefix there."""
    path = Path(source)
    s3: Any = stack.client("s3")
    prefix = f"{UPLOADS}{backfill_id}/"
    for file in find_files(source):
        name = file.relative_to(path).as_posix() if path.is_dir() else file.name
        s3.upload_file(str(file), stack.listing_bucket, f"{prefix}{name}")
    return f"{S3}{stack.listing_bucket}/{prefix}"
