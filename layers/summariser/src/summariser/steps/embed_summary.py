"""EmbedSummary: the vector of a listing is that of the summary that readers see, or is gone."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from summariser.domain.document import Document, Field
from summariser.domain.errors import ListingNotFound, NothingToEmbed, PermanentError
from summariser.domain.reply import NOTHING, Reply
from summariser.domain.summary import Status, VisibleSummary
from summariser.domain.vectors import PROFILE, Embedded, ListingVector
from summariser.llm.embedding import Embeddings, Vectors
from summariser.llm.metering import Call
from summariser.llm.prompts import Task
from summariser.ports import ListingStore, Meter, SummaryTable

CALLS_AT_ONCE = 8


def embed_summaries(
    listing_ids: Sequence[str],
    *,
    summaries: SummaryTable,
    store: ListingStore,
    embeddings: Embeddings,
    vectors: Vectors,
    meter: Meter,
    report: Callable[[str, Exception], None],
) -> set[str]:
    """Have the vectors of listings agree with the table; gives the listings where that failed.

    Announcements come in any order, more than once and to several functions at a time, so none is
    believed: the listing's row is read, and read again after its vector was written. Whoever
    writes last has therefore seen the row behind that write, and writes again if it had moved.
    """
    work = _Work(summaries, store, embeddings, vectors, meter, report)
    behind: Sequence[str] = list(dict.fromkeys(listing_ids))
    while behind:
        behind = work.once(behind)
    return work.failed


@dataclass(frozen=True)
class _Visible:
    """A published summary, and what it was made from."""

    summary: VisibleSummary
    document: Document

    @property
    def listing_id(self) -> str:
        return self.summary.listing_id

    @property
    def language(self) -> str:
        return self.summary.language or "und"

    @property
    def text(self) -> str:
        return self.summary.texts[PROFILE]

    def with_vector(self, vector: tuple[float, ...]) -> ListingVector:
        named = {field: line.text for field, line in self.document.fields.items()}
        return ListingVector(
            listing_id=self.listing_id,
            version=self.summary.version,
            vector=vector,
            language=self.language,
            title=named.get(Field.TITLE),
            company=named.get(Field.COMPANY),
            published_at=self.summary.occurred_at,
        )


@dataclass
class _Work:
    summaries: SummaryTable
    store: ListingStore
    embeddings: Embeddings
    vectors: Vectors
    meter: Meter
    report: Callable[[str, Exception], None]
    failed: set[str] = field(default_factory=set)

    def once(self, listing_ids: Sequence[str]) -> list[str]:
        """Write the vectors of listings as they are now; gives those that moved meanwhile."""
        rows: dict[str, VisibleSummary | None] = {}
        shown: list[_Visible] = []
        for listing_id in listing_ids:
            with self._failing(listing_id):
                rows[listing_id] = row = self.summaries.visible(listing_id)
                if row is not None and row.status is Status.PUBLISHED:
                    shown.append(self._shown(row))
        published = {one.listing_id for one in shown}
        gone = [one for one in rows if one not in published and one not in self.failed]
        if gone:
            with self._failing(*gone):
                self.vectors.delete(gone)
        if embedded := self._embedded(shown):
            with self._failing(*(one.listing_id for one in embedded)):
                self.vectors.put(embedded)
        moved = []
        for listing_id in rows.keys() - self.failed:
            with self._failing(listing_id):
                if self.summaries.visible(listing_id) != rows[listing_id]:
                    moved.append(listing_id)
        return moved

    def _shown(self, row: VisibleSummary) -> _Visible:
        if not row.texts.get(PROFILE):
            raise NothingToEmbed(row.listing_id, PROFILE)
        if row.document_uri is None:
            raise ListingNotFound(f"of the document of {row.listing_id}")
        return _Visible(row, self.store.get_document(row.document_uri))

    def _embedded(self, shown: Sequence[_Visible]) -> list[ListingVector]:
        """Embed summaries, with as many in a call as the model takes, and several calls at once."""
        size = self.embeddings.model.texts_per_call
        batches = [shown[start : start + size] for start in range(0, len(shown), size)]
        with ThreadPoolExecutor(CALLS_AT_ONCE) as pool:
            answers = [pool.submit(self._call, batch) for batch in batches]
        return [
            one
            for batch, answer in zip(batches, answers, strict=True)
            for one in self._read(batch, answer.result)
        ]

    def _call(self, batch: Sequence[_Visible]) -> Embedded:
        return self.embeddings.embed([one.text for one in batch])

    def _read(
        self, batch: Sequence[_Visible], answer: Callable[[], Embedded]
    ) -> Sequence[ListingVector]:
        with self._failing(*(one.listing_id for one in batch)):
            try:
                embedded = answer()
            except Exception as error:
                for one in batch:
                    self._record(one, NOTHING, type(error).__name__)
                if len(batch) == 1 or not isinstance(error, PermanentError):
                    raise
                # One of the texts may be what the model refuses: the others do without it.
                alone = (self._read([one], partial(self._call, [one])) for one in batch)
                return [it for found in alone for it in found]
            characters = sum(len(one.text) for one in batch)
            for one in batch:
                self._record(one, _share(embedded, len(one.text) / characters))
            pairs = zip(batch, embedded.vectors, strict=True)
            return [one.with_vector(vector) for one, vector in pairs]
        return []

    def _record(self, one: _Visible, reply: Reply, error: str | None = None) -> None:
        """Meter a listing's share of a call."""
        model, language = self.embeddings.model, one.language
        self.meter.record(
            Call(
                listing_id=one.listing_id,
                version=one.summary.version,
                language=language,
                model=model,
                reply=reply,
                estimated_tokens=model.estimated_tokens(one.text, language),
                profiles=(PROFILE,),
                task=Task.EMBED,
                error=error,
            )
        )

    @contextmanager
    def _failing(self, *listing_ids: str) -> Iterator[None]:
        """Have an error fail these listings, and no others."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 - whatever it is, it is theirs
            for listing_id in listing_ids:
                self.report(listing_id, error)
            self.failed.update(listing_ids)


def _share(embedded: Embedded, share: float) -> Reply:
    """Give a text's share of an answer, by its characters."""
    tokens = embedded.input_tokens
    return Reply(
        text="",
        truncated=False,
        seconds=embedded.seconds * share,
        input_tokens=None if tokens is None else round(tokens * share),
        output_tokens=0,
    )
