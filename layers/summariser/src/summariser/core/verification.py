"""Verification: a model reads sentences with their lines, and quotes what supports each.

Rules do not even suspect most of what is false in a model's own words, so what is reworded is put
to a model, with the lines it cites and the heading above them.
"""

from collections.abc import Iterable, Iterator, Sequence

from summariser.checks.source import Source
from summariser.core.calling import Ask
from summariser.core.request import ModelRequest, request_verification
from summariser.domain.document import Document, Line, LineKind, Section
from summariser.domain.errors import ReplyMalformed
from summariser.domain.finding_codes import Grade
from summariser.domain.findings import Finding
from summariser.domain.summary import Draft, Sentence
from summariser.domain.verification import VerifySentences
from summariser.llm.budget import TokenBudget
from summariser.llm.verification import parse_verification

TURNED_BY_A_HEADING = (Section.REQUIREMENTS, Section.OTHER)


def sentences_to_verify(
    draft: Draft, findings: Iterable[Finding], document: Document, mode: VerifySentences
) -> tuple[Sentence, ...]:
    """Choose a draft's sentences to verify, each once though several profiles show it."""
    if mode is VerifySentences.NONE:
        return ()
    source = Source(document)
    suspected = {finding.sentence for finding in findings if finding.grade is Grade.DOUBTFUL}
    sentences = dict.fromkeys(
        sentence for summary in draft.profiles.values() for sentence in summary.sentences
    )
    return tuple(
        sentence
        for sentence in sentences
        if (mode is VerifySentences.REWORDED or sentence.text in suspected)
        and not source.has_verbatim(sentence)
    )


def verify(
    sentences: Sequence[Sentence], document: Document, budget: TokenBudget, *, ask: Ask
) -> dict[Sentence, str]:
    """Have sentences verified; gives the unsupported ones, each with the reason.

    It is one call, or several where the window is small. Raises what the model raises, and
    `ReplyMalformed` where a reply does not answer for the sentences.
    """
    refused: dict[Sentence, str] = {}
    for request in verification_requests(sentences, document, budget):
        asked = request.prompt.sentences
        reply = ask(request)
        lines = [line.text for line in shown_lines(asked, document)]
        reasons = parse_verification(reply.text, len(asked), lines)
        if reasons is None:
            raise ReplyMalformed(budget.model.name, "it does not answer for the sentences")
        refused |= {
            sentence: reason
            for sentence, reason in zip(asked, reasons, strict=True)
            if reason is not None
        }
    return refused


def verification_requests(
    sentences: Sequence[Sentence], document: Document, budget: TokenBudget
) -> Iterator[ModelRequest]:
    """Build the fewest requests that fit the window, in the order of the sentences."""
    waiting = list(sentences)
    while waiting:
        count = len(waiting)
        request = _request(waiting[:count], document, budget)
        while count > 1 and not budget.fits(request.prompt):
            count = (count + 1) // 2
            request = _request(waiting[:count], document, budget)
        yield request
        waiting = waiting[count:]


def shown_lines(sentences: Iterable[Sentence], document: Document) -> tuple[Line, ...]:
    """Give the lines that sentences cite, in order, and the headings that may turn their sense.

    "Nice to have" makes wishes of the lines below it; a heading above duties makes nothing of them.
    """
    cited = {number for sentence in sentences for number in sentence.lines}
    headings = {
        _heading(document.lines[number - 1], document)
        for number in cited
        if document.lines[number - 1].section in TURNED_BY_A_HEADING
    }
    return tuple(line for line in document.lines if line.number in cited | headings)


def _heading(line: Line, document: Document) -> int:
    """Find the heading above a line of the description; its own number where there is none."""
    above = reversed(document.lines[: line.number - 1])
    heading = next((other for other in above if other.kind is LineKind.HEADING), line)
    return heading.number if line.field is None else line.number


def _request(
    sentences: Sequence[Sentence], document: Document, budget: TokenBudget
) -> ModelRequest:
    return request_verification(sentences, shown_lines(sentences, document), document, budget)
