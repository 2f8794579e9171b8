"""Baselines: simple methods that the summaries of a model must beat."""

# ruff: noqa: PLC0415  # sumy is optional, and takes 200 ms to import

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from summariser.checks.check_draft import check_summary
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

Ranking = Callable[[Sequence[Sentence], Document], Sequence[int]]  # indices, best first
FREE = Usage(calls=0, input_tokens=0, output_tokens=0, cost_usd=0.0, seconds=0.0)
MAX_RANKED = 150  # sentences: LexRank compares every pair


def baseline_samples(
    documents: Iterable[Document], profiles: Sequence[Profile]
) -> Iterator[Sample]:
    """Summarise every document with every baseline, within the budget of every profile.

    Raises `UsageError` when sumy is not installed.
    """
    for document in documents:
        sentences = body_sentences(document)
        source = Source(document)
        for method, rank in BASELINES.items():
            order = rank(sentences, document)
            for profile in profiles:
                summary = fill(profile, sentences, order)
                findings = check_summary(summary, source, profile)
                yield Sample(method, profile, document, summary, tuple(findings), FREE)


def body_sentences(document: Document) -> list[Sentence]:
    """Split the lines of a description, except headings, into sentences."""
    wording = load_wording(document.language)
    return [
        Sentence(text=text, lines=passage.numbers)
        for passage in join_lines(document.body, wording)
        if passage.line.kind is not LineKind.HEADING
        for part in split(passage.text, document.language, wording)[0]
        if (text := part.strip())
    ]


def fill(profile: Profile, sentences: Sequence[Sentence], order: Sequence[int]) -> ProfileSummary:
    """Take the best sentences that fit the budget of a profile, in their original order."""
    taken: list[int] = []
    for index in order:
        if len(taken) == profile.sentences:
            break
        texts = [sentences[position].text for position in (*taken, index)]
        if len(profile.compose(texts)) <= profile.characters:
            taken.append(index)
    chosen = tuple(sentences[index] for index in sorted(taken))
    return ProfileSummary(
        text=profile.compose([sentence.text for sentence in chosen]), sentences=chosen
    )


def lead(sentences: Sequence[Sentence], _document: Document) -> Sequence[int]:
    """Rank sentences in their original order."""
    return range(len(sentences))


def at_random(sentences: Sequence[Sentence], document: Document) -> Sequence[int]:
    """Shuffle sentences, with a seed from the listing version."""
    seed = f"{document.listing_id} {document.version}"
    return random.Random(seed).sample(range(len(sentences)), len(sentences))  # noqa: S311  # seeded


def lexrank(sentences: Sequence[Sentence], document: Document) -> Sequence[int]:
    """Rank sentences by their similarity to the others (Erkan and Radev 2004)."""
    try:
        from sumy.models.dom import ObjectDocumentModel, Paragraph
        from sumy.models.dom import Sentence as Ranked
        from sumy.summarizers.lex_rank import LexRankSummarizer
    except ModuleNotFoundError as error:
        message = "sumy is not installed: run `make install-evaluation`."
        raise UsageError(message) from error

    tokenizer = _Words()
    ranked = [Ranked(sentence.text, tokenizer) for sentence in sentences[:MAX_RANKED]]
    summariser = LexRankSummarizer()
    summariser.stop_words = frequent_words(document.language)
    best_first: list[int] = []

    def keep(infos: Sequence[Any]) -> Sequence[Any]:
        best_first.extend(info.order for info in infos)
        return infos

    summariser(ObjectDocumentModel([Paragraph(ranked)]), keep)
    return best_first


class _Words:
    """The tokenizer for sumy, whose own needs a download."""

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(words(text))


BASELINES: dict[str, Ranking] = {"lead": lead, "random": at_random, "lexrank": lexrank}
