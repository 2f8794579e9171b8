"""`Embeddings` and `Vectors` in memory."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from summariser.domain.errors import VectorNotFound
from summariser.domain.vectors import Embedded, ListingVector, SimilarListing
from summariser.llm.models import EmbeddingModel, load_models


@dataclass
class LetterCounts:
    """Embeddings that count the first letters of the alphabet; `refuses` may raise for a text."""

    model: EmbeddingModel = load_models().embedding_models["titan-embed-v2-256"]
    refuses: Callable[[str], None] = lambda _text: None
    asked: list[tuple[str, ...]] = field(default_factory=list)

    def embed(self, texts: Sequence[str]) -> Embedded:
        self.asked.append(tuple(texts))
        for text in texts:
            self.refuses(text)
        vectors = tuple(tuple(float(text.count(letter)) for letter in "abcde") for text in texts)
        return Embedded(vectors, input_tokens=10 * len(texts), seconds=0.5)


@dataclass
class VectorShelf:
    """`Vectors` in memory; `writing` is called before a vector is stored."""

    found: dict[str, ListingVector] = field(default_factory=dict)
    writing: Callable[[], None] = lambda: None
    puts: int = 0

    def put(self, vectors: Sequence[ListingVector]) -> None:
        self.writing()
        self.puts += 1
        self.found |= {one.listing_id: one for one in vectors}

    def delete(self, listing_ids: Sequence[str]) -> None:
        for listing_id in listing_ids:
            self.found.pop(listing_id, None)

    def similar(self, listing_id: str, k: int, *, language: str) -> Sequence[SimilarListing]:
        if listing_id not in self.found:
            raise VectorNotFound(listing_id)
        own = self.found[listing_id]
        others = [
            SimilarListing(
                listing_id=one.listing_id,
                similarity=_cosine(own.vector, one.vector),
                title=one.title,
                company=one.company,
                language=one.language,
                published_at=one.published_at,
            )
            for one in self.found.values()
            if one is not own and one.language == language
        ]
        return sorted(others, key=lambda one: -one.similarity)[:k]


def _cosine(one: Sequence[float], other: Sequence[float]) -> float:
    product = sum(a * b for a, b in zip(one, other, strict=True))
    return product / (math.hypot(*one) * math.hypot(*other))
