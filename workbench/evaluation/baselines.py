"""Baselines: what costs nothing to try, and what a model's summaries have to be better than."""

# ruff: noqa: PLC0415  # an optional set has sumy, and its import takes 200 ms

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from summariser.checks.check_draft import CHECKS
from summariser.checks.source import Source
from summariser.domain.document import Document, LineKind
from summariser.domain.profiles import Profile
from summariser.domain.summary import ProfileSummary, Sentence, Usage
from summariser.extractive.segments import join_lines, split
from summariser.extractive.wording import load_wording
from summariser.language.detection import frequent_words
from summariser.language.words import words
from workbench.errors import UsageError
from workbench.evaluation.sample import Sample

Ranking = Callable[[Sequence[Sentence], Document], Sequence[int]]  # indices, the best first
FREE = Usage(calls=0, input_tokens=0, output_tokens=0, cost_usd=0.0, seconds=0.0)
MOST_RANKED = 150  # sentences: LexRank compares each with each


def baseline_samples(
    documents: Iterable[Document], profiles: Sequence[Profile]
) -> Iterator[Sample]:
    """Have every baseline fill every profile's budget, listing by listing.

    Raises `UsageError` where sumy is not installed.
    """
    for document in documents:
        sentences = body_sentences(document)
        source = Source(document)
        for method, rank in BASELINES.items():
            order = rank(sentences, document)
            for profile in profiles:
                summary = fill(profile, sentences, order)
                findings = [it for check in CHECKS for it in check(summary, source, profile)]
                yield Sample(method, profile, document, summary, tuple(findings), FREE)


def body_sentences(document: Document) -> list[Sentence]:
    """Split the lines of a description, but its headings, into sentences."""
    wording = load_wording(document.language)
    return [
        Sentence(text=text, lines=passage.numbers)
        for passage in join_lines(document.body, wording)
        if passage.line.kind is not LineKind.HEADING
        for part in split(passage.text, document.language, wording)[0]
        if (text := part.strip())
    ]


def fill(profile: Profile, sentences: Sequence[Sentence], order: Sequence[int]) -> ProfileSummary:
    """Take the sentences that fit a profile's budget, the best first, and set them in order."""
    taken: list[int] = []
    for index in order:
        if len(taken) == profile.sentences:
            break
        texts = [sentences[it].text for it in (*taken, index)]
        if len(profile.compose(texts)) <= profile.characters:
            taken.append(index)
    chosen = tuple(sentences[index] for index in sorted(taken))
    return ProfileSummary(text=profile.compose([it.text for it in chosen]), sentences=chosen)


def lead(sentences: Sequence[Sentence], _document: Document) -> Sequence[int]:
    """Take sentences as they come."""
    return range(len(sentences))


def at_random(sentences: Sequence[Sentence], document: Document) -> Sequence[int]:
    """Shuffle sentences, each listing version in a way of its own that is always the same."""
    seed = f"{document.listing_id} {document.version}"
    return random.Random(seed).sample(range(len(sentences)), len(sentences))  # noqa: S311  # seeded


def lexrank(sentences: Sequence[Sentence], document: Document) -> Sequence[int]:
    """Rank sentences by how many others are like them (Erkan and Radev 2004)."""
    try:
        from sumy.models.dom import ObjectDocumentModel, Paragraph
        from sumy.models.dom import Sentence as Ranked
        from sumy.summarizers.lex_rank import LexRankSummarizer
    except ModuleNotFoundError as error:
        message = "sumy is not installed: `make install-evaluation` installs what this needs."
        raise UsageError(message) from error

    tokenizer = _Words()
    ranked = [Ranked(sentence.text, tokenizer) for sentence in sentences[:MOST_RANKED]]
    summariser = LexRankSummarizer()
    summariser.stop_words = frequent_words(document.language)
    best_first: list[int] = []

    def keep(infos: Sequence[Any]) -> Sequence[Any]:
        best_first.extend(info.order for info in infos)
        return infos

    summariser(ObjectDocumentModel([Paragraph(ranked)]), keep)
    return best_first


class _Words:
    """The tokenizer that sumy is given: its own needs a download."""

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(words(text))


BASELINES: dict[str, Ranking] = {"lead": lead, "random": at_random, "lexrank": lexrank}
