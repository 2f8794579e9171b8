"""The local engine refuses what AWS refuses: loops, and more invocations at once than may be."""

from contextlib import ExitStack

import pytest
from botocore.exceptions import ClientError

from tests.contract.post_office import bodies, finished, open_post_office, start, wait_until
from workbench.local.concurrency import Concurrency, TooManyRequestsError
from workbench.local.loops import MOST_INVOCATIONS


@pytest.mark.parametrize(("setting", "stops"), [("Terminate", MOST_INVOCATIONS), ("Allow", 20)])
def should_end_a_loop_after_sixteen_invocations_unless_the_function_allows_it(
    setting: str, stops: int
) -> None:
    with open_post_office(Loops=setting, PatienceSeconds="1") as engine:
        engine.client("sqs").send_message(QueueUrl=engine.outputs["CarouselUrl"], MessageBody="0")
        lost: list[str] = []

        def found() -> bool:
            lost.extend(bodies(engine, "LostLettersUrl"))
            return bool(lost)

        wait_until(found, 60)
        assert lost == [str(stops)]


def should_refuse_an_invocation_beyond_the_limit_and_retry_it_by_its_own_name() -> None:
    with open_post_office(concurrency=1) as engine:  # which ForwardLetterFunction has reserved
        functions = engine.client("lambda")
        names = [it["FunctionName"] for it in functions.list_functions()["Functions"]]
        (stamp,) = [name for name in names if "StampLetter" in name]
        with pytest.raises(ClientError, match="TooManyRequestsException"):
            functions.invoke(FunctionName=stamp, Payload=b"{}")
        execution = finished(engine, start(engine, "busy", "postcard"))
        assert execution["error"] == "Lambda.TooManyRequestsException"


def should_share_what_no_function_has_reserved() -> None:
    concurrency = Concurrency(5, {"ingest": 2})
    with ExitStack() as running:
        for name in ("ingest", "ingest", "write", "write", "check"):
            running.enter_context(concurrency.slot(name))
        for name in ("ingest", "check"):
            with pytest.raises(TooManyRequestsError), concurrency.slot(name):
                pass
        assert concurrency.refused == {"ingest": 1, "check": 1}
    with concurrency.slot("ingest"), concurrency.slot("check"):
        pass


def should_limit_nothing_but_reserves_where_the_account_has_no_limit() -> None:
    concurrency = Concurrency(None, {"sweep": 1})
    with ExitStack() as running:
        for _ in range(50):
            running.enter_context(concurrency.slot("write"))
        running.enter_context(concurrency.slot("sweep"))
        with pytest.raises(TooManyRequestsError), concurrency.slot("sweep"):
            pass
