from collections import Counter

import pytest
from pydantic import ValidationError

from workbench.local.call_sites import CallSites
from workbench.local.faults import (
    Call,
    CallFault,
    CallRates,
    InvocationFault,
    InvocationRates,
    SeededFaults,
    TokenBucket,
)

PUT = Call("StoreSummaryFunction", "s3", "PutObject")
RATES = CallRates(throttled=0.2, server_error=0.05, lost_answer=0.1)


def drawn(faults: SeededFaults, times: int = 2000) -> list[CallFault | None]:
    return [faults.of_call(PUT) for _ in range(times)]


def should_let_calls_fail_as_often_as_their_rates_say() -> None:
    faults = SeededFaults(seed=1, calls=RATES)
    seen = Counter(drawn(faults))
    assert seen[CallFault.THROTTLED] == pytest.approx(400, abs=60)
    assert seen[CallFault.GIVEN_UP] == pytest.approx(100, abs=40)
    assert seen[CallFault.LOST_ANSWER] == pytest.approx(100, abs=40)
    assert seen[CallFault.LOST_CONNECTION] == pytest.approx(100, abs=40)
    assert faults.injected == {fault: count for fault, count in seen.items() if fault}


def should_draw_the_same_faults_again_whatever_other_calls_come_in_between() -> None:
    first, again = SeededFaults(seed=7, calls=RATES), SeededFaults(seed=7, calls=RATES)
    expected = drawn(first, 100)
    seen = []
    for _ in range(100):
        again.of_call(Call("StateMachine", "lambda", "Invoke StoreSummaryFunction"))
        seen.append(again.of_call(PUT))
    assert seen == expected
    assert drawn(SeededFaults(seed=8, calls=RATES), 100) != expected


def should_let_nothing_fail_while_it_is_off() -> None:
    faults = SeededFaults(
        seed=1, calls=CallRates(throttled=1), invocations=InvocationRates(killed=1)
    )
    faults.off()
    assert faults.of_call(PUT) is None
    assert faults.of_invocation("StoreSummaryFunction") is None
    faults.on()
    assert faults.of_call(PUT) is CallFault.THROTTLED
    death = faults.of_invocation("StoreSummaryFunction")
    assert death is not None
    assert death.fault is InvocationFault.KILLED
    assert 0 <= death.moment < 1


def should_refuse_a_rate_that_is_no_probability() -> None:
    with pytest.raises(ValidationError, match="less than or equal to 1"):
        CallRates(throttled=20)


def should_let_an_armed_call_site_fail_once() -> None:
    sites = CallSites()
    second = Call("StoreSummaryFunction", "s3", "PutObject", 2)
    sites.arm(second, CallFault.SERVER_ERROR)
    assert sites.armed()
    faults = [sites.of_call(call) for call in (PUT, second, PUT, second)]
    assert faults == [None, CallFault.SERVER_ERROR, None, None]
    assert sites.seen() == [PUT, second]
    assert not sites.armed()


def should_throttle_starts_beyond_so_many_a_second() -> None:
    clock = [0.0]
    bucket = TokenBucket(per_second=2, size=3, clock=lambda: clock[0])
    faults = SeededFaults(seed=1, starts=bucket)
    start = Call("IngestListingsFunction", "states", "StartExecution")
    throttled = CallFault.THROTTLED
    assert [faults.of_call(start) for _ in range(5)] == [None, None, None, throttled, throttled]
    assert faults.of_call(PUT) is None
    clock[0] = 1.0
    assert [faults.of_call(start) for _ in range(3)] == [None, None, throttled]


def should_let_a_function_time_out_as_often_as_its_own_rates_say() -> None:
    rates = {"WriteSummaryFunction": InvocationRates(timed_out=1.0)}
    faults = SeededFaults(seed=1, by_function=rates)
    death = faults.of_invocation("WriteSummaryFunction")
    assert death is not None
    assert death.fault is InvocationFault.TIMED_OUT
    assert faults.of_invocation("StoreSummaryFunction") is None
