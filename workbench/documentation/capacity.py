"""docs/capacity.md: how long events wait at some sizes of job board, and what to set.

Run as `python -m workbench.documentation.capacity`, for a minute.
"""

from workbench.capacity.boards import CapacityOptions, boards
from workbench.capacity.tables import tables
from workbench.documentation.cost import markdown
from workbench.paths import DOCS

PATH = DOCS / "capacity.md"
INTRODUCTION = """\
# What it can take

Made by `python -m workbench.documentation.capacity`; `make test-exhaustive` checks that the page is
up to date. The same for a board, a model and an account of yours:

```console
$ .venv/bin/summariser simulate-capacity --listings-a-day 40000 --model nova-micro --seconds 1.5
$ .venv/bin/summariser simulate-capacity --region eu-central-1 --tokens-per-minute 200000 --json
```

- **Simulated** are the pollers of the listing queue, what ingest admits, the delays after which an
  event that may not start comes back, the quotas of Lambda, Step Functions and Bedrock, and the
  retriers of the state machine: each event and each execution of a working day's busiest hour.
- **Measured** is the work of a listing: each function's seconds are those of
  `summariser estimate --record` on the local engine, made longer by the part of a core that 512 MB
  have in Lambda. A model's seconds are yours to give; 3 are taken here for a call.
- **Left out** are failures, listings longer than a model's window, cold starts and a backfill.
- **Compared** with the local engine: a burst of 40 listings with four executions open at once ends
  on both within 15 % (`make test-exhaustive`). Nothing was compared with a deployment on AWS.
"""
ADVICE = """\
## What follows
- A small board needs nothing but the defaults.
- A burst decides, not the day: what does not fit waits on its queue, and comes back after up to
  half as long again as it has waited. Set `MaximumExecutions` by a feed's first minute.
- Events that wait are not lost: they may wait for 14 days, and `WaitingEventsAlarm` says so after
  six hours.
"""


def page() -> str:
    """Write the page."""
    work, found = boards(CapacityOptions())
    parts = ["\n".join(markdown(table)) for table in tables(found, work)]
    return "\n".join([INTRODUCTION, *parts, ADVICE])


if __name__ == "__main__":
    PATH.write_text(page(), encoding="utf-8")
