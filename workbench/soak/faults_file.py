"""The faults file of `summariser soak`: which faults are injected, and how often."""

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from workbench.errors import UsageError
from workbench.local.faults import (
    CallRates,
    InvocationRates,
    Probability,
    SeededFaults,
    TokenBucket,
)
from workbench.simulator.behaviour import Fault
from workbench.soak.stream import StreamRates

MODEL_FUNCTIONS = (
    "ReduceNotesFunction",
    "SummariseChunkFunction",
    "VerifySentencesFunction",
    "WriteSummaryFunction",
)
DEFAULT = Path(__file__).with_name("faults.toml")


class SoakFaults(BaseModel):
    """A faults file; each field is one of its tables."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stream: StreamRates = StreamRates()
    models: dict[Fault, Probability] = Field(default_factory=dict)
    functions: InvocationRates = InvocationRates()
    model_functions: InvocationRates | None = None  # None: as of all functions
    aws: CallRates = CallRates()

    def of_engine(self, seed: int, starts: TokenBucket | None = None) -> SeededFaults:
        """Make the faults of the local engine, in which so many executions may start."""
        own = self.model_functions
        return SeededFaults(
            seed=seed,
            calls=self.aws,
            invocations=self.functions,
            by_function={} if own is None else dict.fromkeys(MODEL_FUNCTIONS, own),
            starts=starts,
        )


def read_faults(path: Path = DEFAULT) -> SoakFaults:
    """Read a faults file; raises `UsageError` with the line or the field."""
    try:
        return SoakFaults.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise UsageError(f"--faults {path}: cannot be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"--faults {path}: invalid TOML ({error}).") from error
    except ValidationError as error:
        wrong = "; ".join(
            f"{'.'.join(str(part) for part in problem['loc'] if part != '[key]')}: {problem['msg']}"
            for problem in error.errors()
        )
        raise UsageError(f"--faults {path}: {wrong}. See {DEFAULT} for all fields.") from error
