"""What rules say of true and false sentences, and what the whole loop publishes of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from summariser.adapters.extractive import ExtractiveModel
from summariser.checks.check_draft import check_draft, check_summary
from summariser.checks.source import Source
from summariser.core.summarise import Outcome, summarise
from summariser.domain.document import Document
from summariser.domain.finding_codes import FindingCode, Grade
from summariser.domain.findings import Finding
from summariser.domain.profiles import Profile
from summariser.domain.reply import Reply
from summariser.domain.summary import ProfileSummary, Sentence
from summariser.domain.verdict import Verdict
from summariser.domain.verification import VerifySentences
from summariser.llm.drafting import make_draft
from summariser.llm.line_protocol import write_entry
from summariser.llm.metering import usage_of
from summariser.llm.models import Catalogue, Model
from summariser.llm.prompts import Task
from summariser.llm.text_model import TextModel
from workbench.evaluation.drafts import extractive_draft
from workbench.evaluation.replies.files import FalseSentence
from workbench.evaluation.replies.models import LabelledVerifier, RecordedModel

# Whose prices and token counts are taken; none of them is called.
WRITER, VERIFIER, LAST_RESORT = "claude-haiku", "nova-micro", "embedded"
SHOWN_IN = ("chat", "embedding")  # the profiles with most room, where a false sentence is put


@dataclass(frozen=True)
class Judged:
    """A sentence, whether it is true, and what rules say of it."""

    document: Document
    sentence: Sentence
    true: bool
    kind: str  # of being false; "" for a true one
    findings: tuple[Finding, ...]

    @property
    def grade(self) -> Grade:
        """The gravest grade of its findings; a note where there is none."""
        grades = {finding.grade for finding in self.findings}
        return next(grade for grade in Grade if grade in {*grades, Grade.NOTE})

    @property
    def codes(self) -> set[FindingCode]:
        """The codes that cost it its place."""
        return {finding.code for finding in self.findings if not finding.is_note}


@dataclass
class Published:
    """What the whole loop made of the replies, with one way of verifying."""

    mode: VerifySentences
    error_rate: float
    listings: int = 0
    after_one_call: int = 0
    aspects_lost: int = 0
    writer_calls: int = 0
    writer_tokens: int = 0
    verifier_tokens: int = 0
    writer_usd: float = 0.0
    verifier_usd: float = 0.0
    ended: Counter[str] = field(default_factory=Counter)
    false_sentences: int = 0
    false_published: int = 0


def judge_true(
    documents: Mapping[str, Document], replies: Mapping[str, str], profiles: Sequence[Profile]
) -> Iterator[Judged]:
    """Judge each sentence of the replies by rules, once though several profiles show it."""
    for listing_id, text in replies.items():
        document = documents[listing_id]
        reply = Reply(text, False, 0.0, None, None)
        draft = make_draft(reply, document, profiles, model="recorded", usage=usage_of(()))
        found = check_draft(draft, document, profiles)
        for sentence in dict.fromkeys(
            sentence for summary in draft.profiles.values() for sentence in summary.sentences
        ):
            about = tuple(finding for finding in found if finding.sentence == sentence.text)
            yield Judged(document, sentence, True, "", about)


def judge_false(
    documents: Mapping[str, Document], rows: Iterable[FalseSentence], profile: Profile
) -> Iterator[Judged]:
    """Judge each false sentence by rules, as a summary of its own."""
    for row in rows:
        document = documents[row.listing_id]
        sentence = Sentence(text=row.sentence, lines=row.lines)
        summary = ProfileSummary(text=profile.compose([row.sentence]), sentences=(sentence,))
        found = check_summary(summary, Source(document), profile)
        about = tuple(finding for finding in found if finding.sentence == row.sentence)
        yield Judged(document, sentence, False, row.kind, about)


def publish(
    documents: Mapping[str, Document],
    replies: Mapping[str, str],
    false: Sequence[FalseSentence],
    profiles: Sequence[Profile],
    *,
    catalogue: Catalogue,
    mode: VerifySentences,
    error_rate: float,
    seed: int,
) -> Published:
    """Lead every reply, and every reply with a false sentence put into it, through the loop."""
    writer, verifier, last_resort = catalogue.chain([WRITER, VERIFIER, LAST_RESORT])
    count = Published(mode, error_rate)
    labels = {row.sentence for row in false}
    verifying = LabelledVerifier(verifier.name, labels, error_rate, seed)

    def led(document: Document, reply: str) -> Outcome:
        models: dict[str, TextModel] = {
            writer.name: RecordedModel(writer.name, {document.listing_id: reply}),
            verifier.name: verifying,
            last_resort.name: ExtractiveModel(),
        }
        return summarise(
            document,
            (writer,),
            models,
            profiles,
            last_resort=last_resort,
            mode=mode,
            verifier=verifier,
        )

    for listing_id, reply in replies.items():
        _count(count, led(documents[listing_id], reply), writer)
    for row in false:
        document = documents[row.listing_id]
        reply = replies.get(row.listing_id) or _extractive_reply(document, profiles)
        entry = write_entry(SHOWN_IN, Sentence(text=row.sentence, lines=row.lines))
        draft = led(document, f"{entry}\n{reply}").draft
        count.false_sentences += 1
        count.false_published += any(
            sentence.text == row.sentence
            for summary in draft.profiles.values()
            for sentence in summary.sentences
        )
    return count


def _count(count: Published, outcome: Outcome, writer: Model) -> None:
    draft = outcome.draft
    count.listings += 1
    once = outcome.verdict is Verdict.ACCEPT and draft.model == writer.name and not draft.revised
    count.after_one_call += once
    count.aspects_lost += once and any(
        finding.code is FindingCode.ASPECT_MISSING for finding in draft.findings
    )
    ending = "revised" if draft.revised else "as written"
    count.ended[f"{outcome.verdict.value} ({draft.model}, {ending})"] += 1
    for call in outcome.calls:
        tokens = call.input_tokens + call.output_tokens
        if call.task is Task.VERIFY:
            count.verifier_tokens += tokens
            count.verifier_usd += call.cost_usd
        else:
            count.writer_calls += 1
            count.writer_tokens += tokens
            count.writer_usd += call.cost_usd


def _extractive_reply(document: Document, profiles: Sequence[Profile]) -> str:
    draft = extractive_draft(document, profiles)
    return "\n".join(
        write_entry([name], sentence)
        for name, summary in draft.profiles.items()
        for sentence in summary.sentences
    )
