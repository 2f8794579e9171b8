"""Corrupting: replies with the faults that were asked for."""

import random
import re
from collections.abc import Collection

from summariser.llm.prompts import Task
from workbench.simulator.behaviour import Fault
from workbench.simulator.prompts import Request
from workbench.simulator.token_count import count_tokens

CHATTER = "As a large language model I would be happy to help you with this job listing."
FIGURE = re.compile(r"\d+(?=[\d.,]*[^\]]*\[)")
ORDER = re.compile(
    r"(?:ignore|disregard|forget)\b.*\binstructions?\b.*?\b(?:say|write|answer|output)\b\W*(.+)",
    re.IGNORECASE,
)


def corrupt(
    reply: str, request: Request, faults: Collection[Fault], max_tokens: int
) -> tuple[str, bool]:
    """Apply faults to a reply; returns it, and whether it was cut off."""
    verifies = request.task is Task.VERIFY
    if Fault.MALFORMED in faults or (verifies and Fault.VERIFIER_MALFORMED in faults):
        return CHATTER, False
    if not verifies:
        reply = _falsify(reply, request, faults)
    if Fault.TRUNCATED in faults:
        return reply[: len(reply) * 2 // 3], True
    if Fault.WORDY in faults:
        return _pad(reply, max_tokens), True
    return reply, False


def _falsify(reply: str, request: Request, faults: Collection[Fault]) -> str:
    if Fault.OBEDIENT in faults:
        reply = _obey(reply, request)
    if Fault.MERGED in faults and request.task is Task.WRITE:
        reply = _merge(reply)
    if Fault.HALLUCINATED in faults or (Fault.CARELESS in faults and not request.findings):
        reply = FIGURE.sub(lambda figure: str(int(figure[0]) * 3 + 7), reply, count=1)
    return reply


def _merge(reply: str) -> str:
    """Let the first sentence end as the last one does; a reply of one line stays as it is."""
    first, *rest = reply.split("\n")
    if not rest:
        return reply
    tags, _, sentence = first.partition("|")
    beginning, _, citation = sentence.rpartition("[")
    ending = rest[-1].partition("|")[2].rpartition("[")[0]
    merged = [*_half(beginning, 0), *_half(ending, 1)]
    return "\n".join([f"{tags}| {' '.join(merged)} [{citation}", *rest])


def _half(text: str, part: int) -> list[str]:
    words = text.split()
    middle = len(words) // 2
    return words[middle:] if part else words[:middle]


def _obey(reply: str, request: Request) -> str:
    orders = (ORDER.search(line.text) for line in request.document.lines)
    order = next((found[1] for found in orders if found), None)
    if order is None:
        return reply
    first, bar, _ = reply.partition("|")
    return f"{first}{bar} {order} [1]\n{reply}"


def _pad(reply: str, max_tokens: int) -> str:
    """Repeat lines in random order, as a wordy model would, until no token is left."""
    lines = reply.split("\n")
    shuffler = random.Random(reply)  # noqa: S311
    written = lines[:]
    room = max_tokens - count_tokens(reply)
    while room > 0 and lines:
        line = shuffler.choice(lines)
        tags, _, text = line.partition("|")
        written.append(f"{tags}| Moreover, and this is worth saying once more:{text}")
        room -= count_tokens(written[-1]) + 1
    text = "\n".join(written)
    while count_tokens(text) > max_tokens:
        text = text[: int(len(text) * 0.97)]
    return text
