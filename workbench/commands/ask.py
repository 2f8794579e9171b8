"""`summariser ask`."""

# ruff: noqa: PLC0415  # the client is imported when the command runs, so that --help is fast

from typing import Annotated

import typer

from workbench.commands.run_options import DEFAULT_API_PORT


def ask(
    source: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="One listing: JSON, a JobPosting, HTML or plain text; - for standard input.",
        ),
    ],
    url: Annotated[
        str,
        typer.Option(
            metavar="URL",
            envvar="SUMMARISER_API",
            show_envvar=False,
            help="Address of the API; SUMMARISER_API is another way to give it.",
        ),
    ] = f"http://127.0.0.1:{DEFAULT_API_PORT}",
    listing_id: Annotated[
        str | None,
        typer.Option("--id", metavar="ID", help="Id of the listing. Default: its own."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
    wait: Annotated[
        float, typer.Option(metavar="S", min=0, help="Seconds to wait for the summary.")
    ] = 120,
) -> None:
    """Have the API summarise one listing, and print its summary; exit with 1 if there is none."""
    from workbench.running.asking import AskOptions
    from workbench.running.asking import ask as ask_api

    options = AskOptions(source, url, listing_id, as_json=as_json, patience_s=wait)
    raise typer.Exit(ask_api(options))
