"""The argument of the commands that measure a file of listings."""

from pathlib import Path
from typing import Annotated

import typer

Listings = Annotated[
    Path, typer.Argument(metavar="LISTINGS", exists=True, help="Listings, as for `run`.")
]
