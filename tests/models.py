"""Models and replies for tests in which their particulars do not matter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from summariser.domain.document import Document, Line, LineKind, Section
from summariser.domain.reply import Reply
from summariser.domain.summary import Draft, Usage
from summariser.domain.verdict import Verdict
from summariser.llm.metering import Call, usage_of
from summariser.llm.models import Model
from summariser.llm.prompts import Prompt, Task


def any_model(name: str = "small", **changes: Any) -> Model:
    """Make a model of Bedrock with a window of 2,048 tokens."""
    fields = {
        "provider": "bedrock",
        "id": f"any.{name}",
        "window": 2048,
        "output_limit": 1024,
        "input_usd": 1.0,
        "output_usd": 5.0,
        "priced": date(2026, 11, 24),
        "source": "https://example.com/prices",
        "characters_per_token": {"en": 4.0, "other": 3.0},
    }
    return Model.model_validate({"name": name, **fields, **changes})


def embedded_model() -> Model:
    """Make the model that needs no service and has room for everything."""
    return any_model(
        "embedded", provider="embedded", id="", window=10**9, input_usd=0.0, output_usd=0.0
    )


def any_lines(*texts: str, section: Section = Section.DUTIES) -> tuple[Line, ...]:
    """Number lines; a text is a heading after "# "."""
    return tuple(
        Line(
            number=number,
            text=text.removeprefix("# "),
            kind=LineKind.HEADING if text.startswith("# ") else LineKind.TEXT,
            section=section,
        )
        for number, text in enumerate(texts, start=1)
    )


def document_of(lines: Sequence[Line], language: str = "en") -> Document:
    """Make the document of a baker's listing with these lines."""
    return Document(listing_id="baker-1", version=1, language=language, lines=tuple(lines))


def any_reply(text: str, **changes: Any) -> Reply:
    """Make a reply that ended by itself."""
    fields: dict[str, Any] = {
        "truncated": False,
        "seconds": 0.5,
        "input_tokens": 100,
        "output_tokens": 20,
    }
    return Reply(text=text, **(fields | changes))


def any_prompt() -> Prompt:
    """Make a prompt for notes on one line."""
    document = document_of(any_lines("You bake bread."))
    return Prompt(
        task=Task.NOTES,
        instructions="You take notes.",
        data="1| You bake bread.",
        max_tokens=100,
        document=document,
    )


@dataclass
class Answering:
    """A `TextModel` that answers as a function says, and remembers what it was asked."""

    reply: Callable[[Prompt], Reply | str]
    name: str = "small"
    prompts: list[Prompt] = field(default_factory=list)

    def answer(self, prompt: Prompt) -> Reply:
        self.prompts.append(prompt)
        reply = self.reply(prompt)
        return any_reply(reply) if isinstance(reply, str) else reply


@dataclass
class CallList:
    """A `Meter` in memory."""

    calls: list[Call] = field(default_factory=list)
    recorded: set[str] = field(default_factory=set)  # by the name of a batch's record
    spent: float = 0.0  # today, before the calls
    corrected: float = 1.0
    ceilings_reached: int = 0
    verdicts: list[tuple[str, Verdict, tuple[str, ...]]] = field(default_factory=list)

    def record(self, call: Call) -> None:
        self.calls.append(call)

    def record_once(self, call: Call, *, once: str) -> None:
        if once not in self.recorded:
            self.recorded.add(once)
            self.calls.append(call)

    def usage(self, listing_id: str, version: int) -> Usage:
        return usage_of(
            call for call in self.calls if (call.listing_id, call.version) == (listing_id, version)
        )

    def correction(self, model: str, language: str) -> float:  # noqa: ARG002
        return self.corrected

    def spent_usd(self) -> float:
        return self.spent + sum(call.cost_usd for call in self.calls)

    def ceiling_reached(self) -> None:
        self.ceilings_reached += 1

    def judged(self, draft: Draft, verdict: Verdict) -> None:
        codes = tuple(finding.code for finding in draft.findings if not finding.is_note)
        self.verdicts.append((draft.model, verdict, codes))
