"""`summariser simulate-capacity`."""

# ruff: noqa: PLC0415  # what simulates is imported when the command runs, so that --help is fast

from typing import Annotated

import typer

from workbench.commands.stack_options import AsJson


def simulate_capacity(
    listings_a_day: Annotated[
        list[float] | None,
        typer.Option(
            metavar="N",
            min=1,
            help="Listings a day; repeat the option for several. "
            "Default: 10 thousand, 1 million and 10 million.",
        ),
    ] = None,
    model: Annotated[
        str, typer.Option(metavar="NAME", help="Model whose tokens are priced.")
    ] = "nova-lite",
    seconds: Annotated[
        float, typer.Option(metavar="N", min=0.01, help="Seconds that a call of it takes.")
    ] = 3.0,
    region: Annotated[
        str, typer.Option(metavar="REGION", help="AWS region whose quotas and prices count.")
    ] = "us-east-1",
    tokens_per_minute: Annotated[
        float | None,
        typer.Option(metavar="N", min=1, help="The model's quota in your account. Default: none."),
    ] = None,
    maximum_executions: Annotated[
        int, typer.Option(metavar="N", min=0, help="The parameter, in place of its default.")
    ] = 200,
    maximum_concurrency: Annotated[
        int, typer.Option(metavar="N", min=2, help="The parameter, in place of its default.")
    ] = 10,
    model_requests_per_minute: Annotated[
        int, typer.Option(metavar="N", min=0, help="The parameter, in place of its default.")
    ] = 0,
    objective: Annotated[
        float,
        typer.Option(metavar="SECONDS", min=1, help="In which a burst is to be published."),
    ] = 120.0,
    seed: Annotated[int, typer.Option(metavar="N", help="Seed of the arrivals.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Simulate a job board's busiest hour: what waits, what is full first, what to set."""
    from rich.console import Console
    from rich.progress import Progress

    from workbench.capacity.boards import SIZES, CapacityOptions, boards
    from workbench.capacity.system import Parameters
    from workbench.capacity.tables import as_json as json_of
    from workbench.capacity.tables import tables
    from workbench.estimate.tables import print_tables

    options = CapacityOptions(
        listings_a_day=tuple(listings_a_day or SIZES),
        model=model,
        model_s=seconds,
        region=region,
        tokens_per_minute=tokens_per_minute,
        objective_s=objective,
        parameters=Parameters(maximum_executions, model_requests_per_minute, maximum_concurrency),
        seed=seed,
    )
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1)
        work, found = boards(
            options, lambda title, share: bar.update(task, description=title, completed=share)
        )
    if as_json:
        typer.echo(json_of(found))
    else:
        print_tables(tables(found, work))
