"""docs/cost.md: what 1,000 listings a day cost, and each price with its date and source.

Run as `python -m workbench.documentation.cost`.
"""

from collections.abc import Iterator

from summariser.llm.models import load_models
from workbench.estimate.estimating import estimate, recorded_workload
from workbench.estimate.hosting import saving
from workbench.estimate.prices import prices_in, read_prices
from workbench.estimate.recording import read_recording
from workbench.estimate.tables import Table, tables
from workbench.paths import DOCS

PATH = DOCS / "cost.md"
REGION = "us-east-1"
LISTINGS_A_DAY = 1000
TRAINING_HOURS = 1.95
INTRODUCTION = """\
# What it costs

Made by `python -m workbench.documentation.cost`; a test checks that the page is up to date. The
same for other numbers, regions and a stack of yours:

```console
$ .venv/bin/summariser estimate --listings-a-day 20000 --tokens 1500,160 --region eu-central-1
$ .venv/bin/summariser estimate --from-usage listing-summariser-prod
$ .venv/bin/summariser estimate --throughput ml.g5.2xlarge=4000,400 --json
```

- **Tokens** are priced by the meter's own function, with the prices of `models.toml`. A test runs
  listings through the simulator and finds the estimate within 2 % of what the meter counted.
- **What is around the models** is counted, not guessed: `summariser estimate --record` sends the
  listings of `events/` through the local engine one by one, and keeps the states, the requests, the
  units of DynamoDB with those of its indexes, the bytes and the metrics. A test fails once states
  or functions are others than those recorded.
- **Prices** have the day and the place where they were read. None was compared with an AWS bill;
  free tiers are not subtracted. Confirm them before you publish a figure.
"""


def page() -> str:
    """Write the page."""
    recording = read_recording()
    found = estimate(recorded_workload(recording, LISTINGS_A_DAY), REGION, recording=recording)
    parts = [INTRODUCTION]
    parts += ["\n".join(markdown(table)) for table in tables(found)]
    parts += ["\n".join(_comparison()), "\n".join(_prices())]
    return "\n".join(parts)


def markdown(table: Table) -> Iterator[str]:
    """Write a table in Markdown, with its heading and its notes."""
    yield f"## {table.title}"
    yield f"| {' | '.join(table.headings)} |"
    yield f"|---|{'--:|' * (len(table.headings) - 1)}"
    yield from (f"| {' | '.join(row)} |" for row in table.rows)
    for note in table.notes:
        yield ""
        yield note
    yield ""


def _comparison() -> Iterator[str]:
    """Compare the hours that this project grew out of, at its prices and at list prices."""
    models, prices = load_models().models, prices_in(REGION)
    before, after = models["falcon-40b"].hour_usd, models["llama-2-7b-summariser"].hour_usd
    listed, training = prices.usd("ml.g5.2xlarge"), prices.usd("training")
    yield "## The published comparison"
    yield (
        f"This product grew out of a comparison that was published: an endpoint of ${before:g} an "
        f"hour replaced by one of ${after:g} saves {saving(before, after):.2%}. The second is a "
        f"price under a savings plan; at the list price of `ml.g5.2xlarge`, ${listed:g}, it is "
        f"{saving(before, listed):.1%}. Its training took {TRAINING_HOURS} hours at ${training:g}: "
        f"${TRAINING_HOURS * training:.3f}, which was published as $3.53."
    )
    yield ""


def _prices() -> Iterator[str]:
    yield "## Prices"
    yield "Those of models are in `models.toml`, each with its day and its source."
    yield ""
    yield "| price of | US dollars | read | from |"
    yield "|---|---|---|---|"
    for price in read_prices().values():
        many = f" for {price.per:,}" if price.per > 1 else ""
        each = ", ".join(
            f"{region} {usd:.10f}".rstrip("0").rstrip(".")
            + (" (unconfirmed)" if region in price.unconfirmed else "")
            for region, usd in price.usd.items()
        )
        yield f"| {price.unit} | {each}{many} | {price.read} | {price.source} |"
    yield ""


if __name__ == "__main__":
    PATH.write_text(page(), encoding="utf-8")
