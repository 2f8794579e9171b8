"""What becomes of a draft once it was written, checked or verified."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from summariser.core.plan import Plan, choose_verifier
from summariser.core.verdict import Judge, JudgedDraft
from summariser.domain.document import Document
from summariser.domain.findings import Finding
from summariser.domain.profiles import Profile
from summariser.domain.summary import Draft
from summariser.domain.verdict import Verdict
from summariser.domain.verification import VerifySentences
from summariser.llm.models import Model
from summariser.ports import ListingStore, Meter
from summariser.steps.states import DraftInput, WriteSummaryInput

Check = Callable[[Draft, Document, Sequence[Profile]], Sequence[Finding]]


@dataclass(frozen=True)
class Writers:
    """The models that a deployment may have write a draft, and the profiles to write."""

    chain: Sequence[Model]
    last_resort: Model
    profiles: Sequence[Profile]


@dataclass(frozen=True)
class Criteria:
    """What a deployment asks of drafts, and who else may write or verify them."""

    writers: Writers
    check: Check
    mode: VerifySentences
    verifier: Model | None  # the one that is named for it; the chain's cheapest by default


@dataclass(frozen=True)
class Judging:
    """What a state is given, the plan, and what its drafts are judged by."""

    given: DraftInput | WriteSummaryInput
    document: Document
    plan: Plan
    writers: Writers

    @classmethod
    def read(
        cls, given: DraftInput | WriteSummaryInput, writers: Writers, store: ListingStore
    ) -> "Judging":
        """Read the document and the plan that a state is given."""
        document, plan = store.get_document(given.document_uri), store.get_plan(given.plan_uri)
        return cls(given, document, plan, writers)

    @property
    def reused(self) -> bool:
        """Whether the draft was accepted before, by other checks than these."""
        return isinstance(self.given, DraftInput) and self.given.reused_draft_uri is not None

    @property
    def judge(self) -> Judge:
        """The judge of the plan's drafts."""
        return Judge(
            self.document,
            self.writers.profiles,
            self.plan,
            self.writers.chain,
            self.writers.last_resort,
            reused=self.reused,
        )

    def checked(
        self, draft: Draft, criteria: Criteria, *, meter: Meter, verifier_failed: bool = False
    ) -> tuple[JudgedDraft, str | None]:
        """Check a draft and judge it, unless its sentences are to be verified first; by whom."""
        found = criteria.check(draft, self.document, self.writers.profiles)
        verifier = choose_verifier(self.writers.chain, draft.model, criteria.verifier)
        name = verifier.name if verifier else None
        if verifier_failed:
            return self.with_usage(self.judge.unverified(draft, found), meter), name
        mode = criteria.mode if verifier else VerifySentences.NONE
        return self.judge.checked(draft, found, mode), name

    def with_usage(self, judged: JudgedDraft, meter: Meter) -> JudgedDraft:
        """Give a judged draft every call made for its listing, its verifier's included."""
        usage = meter.usage(self.document.listing_id, self.document.version)
        return replace(judged, draft=judged.draft.model_copy(update={"usage": usage}))

    def keep(self, judged: JudgedDraft, *, store: ListingStore, meter: Meter) -> str:
        """Keep a judged draft and count its verdict; returns its URI.

        An accepted one is kept where the same content finds it again.
        """
        if judged.verdict is not Verdict.VERIFY:
            meter.judged(judged.draft, judged.verdict)
        if judged.verdict is Verdict.ACCEPT:
            return store.keep_draft(
                judged.draft, document_uri=self.given.document_uri, content=self.plan.content
            )
        return store.put_draft(judged.draft, plan_uri=self.given.plan_uri)
