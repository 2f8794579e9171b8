from pathlib import Path

import pytest

from workbench.errors import UsageError
from workbench.local.faults import CallRates, InvocationRates
from workbench.simulator.behaviour import Fault
from workbench.soak.faults_file import SoakFaults, read_faults
from workbench.soak.stream import StreamRates


def should_ship_the_faults_that_a_soak_must_stand() -> None:
    faults = read_faults()
    assert faults.stream.duplicates == 0.20
    assert faults.stream.reordered == 0.10
    assert faults.stream.withdrawn == 0.05
    assert faults.stream.poison == 0.03
    assert faults.models[Fault.THROTTLED] == 0.20
    assert faults.models[Fault.SERVER_ERROR] == 0.05
    assert faults.functions.killed == 0.02
    assert faults.model_functions is not None
    assert faults.model_functions.timed_out == 0.03
    assert faults.aws.throttled > 0
    assert faults.aws.server_error > 0
    assert faults.aws.lost_answer > 0


def should_take_what_a_file_leaves_out_for_none(tmp_path: Path) -> None:
    path = tmp_path / "faults.toml"
    path.write_text("[models]\nthrottled = 0.5\n")
    assert read_faults(path) == SoakFaults(
        stream=StreamRates(),
        models={Fault.THROTTLED: 0.5},
        functions=InvocationRates(),
        aws=CallRates(),
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[aws]\nthrottled = 20\n", "aws.throttled: Input should be less than or equal to 1"),
        ("[aws]\nslow = 0.1\n", "aws.slow: Extra inputs are not permitted"),
        ("[models]\nbored = 0.1\n", "models.bored: Input should be 'throttled', 'server_error'"),
        ("[aws]\nthrottled = 0.9\nlost_answer = 0.2\n", "lost_answer must not be more than 1"),
        ("[weather]\nrain = 1\n", "weather: Extra inputs are not permitted"),
        ("[aws\n", "invalid TOML (Expected ']'"),
    ],
)
def should_say_what_is_wrong_with_a_file(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "faults.toml"
    path.write_text(text)
    with pytest.raises(UsageError) as caught:
        read_faults(path)
    assert told in str(caught.value)
    assert str(path) in str(caught.value)


def should_say_that_a_file_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_faults(tmp_path / "missing.toml")
