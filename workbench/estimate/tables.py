"""Tables: what an estimate says, in rows that a terminal and a page of docs/ show alike."""

import dataclasses
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table as RichTable

from workbench.estimate.estimating import Estimate
from workbench.estimate.hosting import Hosting
from workbench.estimate.month import ModelMonth
from workbench.estimate.prices import read_prices

NEVER, NOT_OFFERED = "never", "–"
OTHER_PRICE, THINKS = "*", "†"
WIDTH = 120


@dataclass(frozen=True)
class Table:
    """Rows under headings, the first of them to the left, with notes below."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()


def tables(estimate: Estimate) -> Iterator[Table]:
    """Give the tables of an estimate."""
    yield _models(estimate)
    yield _around(estimate)
    yield _vectors(estimate)
    yield _hosting(estimate)
    yield _break_even(estimate)


def print_estimate(estimate: Estimate) -> None:
    """Print an estimate."""
    print_tables(tables(estimate))


def print_tables(tables: Iterable[Table]) -> None:
    """Print tables with their notes."""
    console = Console(highlight=False)
    console = console if console.is_terminal else Console(width=WIDTH, highlight=False)
    for table in tables:
        shown = RichTable(title=table.title, title_justify="left")
        for heading in table.headings:
            first = heading == table.headings[0]
            shown.add_column(
                heading, justify="left" if first else "right", no_wrap=first, overflow="fold"
            )
        for row in table.rows:
            shown.add_row(*row)
        console.print(shown)
        for note in table.notes:
            console.print(note, style="dim", markup=False)
        console.print()


def as_json(estimate: Estimate) -> str:
    """Write an estimate for scripts; the recording is named by its day alone."""
    told = {
        field.name: getattr(estimate, field.name)
        for field in dataclasses.fields(estimate)
        if field.name != "recording"
    }
    told["recorded"] = str(estimate.recording.recorded)
    return json.dumps(told, default=dataclasses.asdict, indent=2)


def usd(value: float | None) -> str:
    """Write US dollars with four digits that count, or two decimals."""
    if value is None:
        return NOT_OFFERED
    return f"{value:,.2f}" if value >= 1 else f"{value:.4f}"


def _models(estimate: Estimate) -> Table:
    workload = estimate.workload
    listings = f"{workload.listings_a_day:,.0f} listings a day"
    rows = [
        (
            _marked(model),
            usd(1000 * model.listing_usd),
            usd(model.on_demand_usd),
            usd(model.batch_usd),
            usd(model.cached_usd),
            usd(model.on_demand_usd + estimate.around_usd),
        )
        for model in sorted(estimate.models, key=lambda it: it.on_demand_usd)
    ]
    notes = [
        f"A listing takes {workload.calls:.1f} calls, {workload.input_tokens:,.0f} tokens in and "
        f"{workload.output_tokens:,.0f} out. Prices in US dollars; {NOT_OFFERED} is not offered. "
        "Claude counts some 30 % more tokens from 5 on for the same text.",
        f"A prompt's first {workload.prefix_tokens:,.0f} tokens are alike for all listings; a "
        "model that needs more of them caches nothing, and says nothing of it.",
    ]
    if not all(model.own_price for model in estimate.models):
        notes.append(
            f"{OTHER_PRICE} models.toml has no price of {estimate.region}: that of us-east-1."
        )
    if any(model.thinks for model in estimate.models):
        notes.append(f"{THINKS} thinks before it writes, which is charged as output: not counted.")
    return Table(
        f"Models in {estimate.region}, {listings}",
        ("model", "1,000 listings", "month", "by batch", "with cache", "month, all in all"),
        rows,
        notes,
    )


def _marked(model: ModelMonth) -> str:
    marks = ("" if model.own_price else OTHER_PRICE) + (THINKS if model.thinks else "")
    return model.model + marks


def _around(estimate: Estimate) -> Table:
    prices, listings = read_prices(), estimate.workload.listings
    rows = [
        (prices[name].unit, usd(1000 * value / listings), usd(value))
        for name, value in estimate.around.items()
    ]
    rows += [(prices[name].unit, "", usd(value)) for name, value in estimate.standing.items()]
    each = sum(estimate.around.values())
    rows.append(("all", usd(1000 * each / listings), usd(estimate.around_usd)))
    recording = estimate.recording
    notes = [
        f"Counted on {recording.recorded} by `{recording.command}` for {recording.listings} "
        f"listings, each sent alone. A function waits {estimate.workload.seconds:g} s for a model. "
        "Seconds of Lambda are those of the machine that recorded; storage is a month's. The "
        "sweep, and looking at empty queues, are left out: less than a dollar a month.",
    ]
    if estimate.unconfirmed:
        names = ", ".join(estimate.unconfirmed)
        notes.append(f"From memory, not found where it can be cited: {names}.")
    return Table("Around the models", ("what", "1,000 listings", "month"), rows, notes)


def _vectors(estimate: Estimate) -> Table:
    rows = [
        (
            it.model,
            str(it.dimensions),
            usd(it.tokens_usd),
            usd(it.put_usd),
            usd(it.storage_usd),
            usd(it.usd),
        )
        for it in estimate.vectors
    ]
    note = (
        "What EmbeddingModel adds a month: texts as long as the profile allows, in German; each "
        "vector put alone, which costs up to 30 times what a full batch does; and a month's "
        "storage. Queries, and a function and a queue for each announcement, come on top."
    )
    headings = ("model", "dimensions", "tokens", "put", "stored", "month")
    return Table("Vectors for similar listings", headings, rows, [note])


def _hosting(estimate: Estimate) -> Table:
    rows = [_host(host) for host in (*estimate.hosts, estimate.imported)]
    note = (
        "Around the clock; the first two as the published comparison has them, the others at list "
        "prices. Nobody has measured our prompts there: give what you measured as --throughput "
        "NAME=IN,OUT, tokens a second, and as many instances are counted as it takes. An imported "
        "model is charged for each five minutes in which it is called."
    )
    return Table("Hosted models", ("on", "count", "month", "listings a day"), rows, [note])


def _host(host: Hosting) -> tuple[str, ...]:
    capacity = "not measured" if host.capacity is None else f"{host.capacity:,.0f}"
    return host.name, str(host.count), usd(host.usd), capacity


def _break_even(estimate: Estimate) -> Table:
    names = [host.name for host in (*estimate.hosts, estimate.imported)]
    rows = [
        (model.model, *(_listings(estimate.break_even[model.model][name]) for name in names))
        for model in sorted(estimate.models, key=lambda it: it.on_demand_usd)
    ]
    note = (
        "Listings a day from which one instance costs less than the model's tokens on demand, if "
        "it can take so many."
    )
    return Table("From how many listings a day hosting is cheaper", ("model", *names), rows, [note])


def _listings(listings: float | None) -> str:
    return NEVER if listings is None else f"{listings:,.0f}"
