"""EmbeddedModel: the extractive summariser; no network, no weights, always grounded."""

from collections.abc import Mapping, Sequence
from time import perf_counter

from summariser.document import Document, LineKind, Section
from summariser.errors import ListingHasNoText
from summariser.extractive.opening import write_openings
from summariser.extractive.ranking import rank
from summariser.extractive.selection import group, rescue, select
from summariser.extractive.sentences import find_candidates
from summariser.extractive.wording import load_wording
from summariser.profiles import Profile
from summariser.summary import Draft, Finding, ProfileSummary, Sentence, Severity, Usage

PROMPT_VERSION = "extractive-1"


class EmbeddedModel:
    """Implements `TextModel` by choosing among the sentences of the document itself."""

    name = "embedded"

    def write_summary(self, document: Document, profiles: Sequence[Profile]) -> Draft:
        """Write one summary for each profile.

        Raises `ListingHasNoText` where neither its fields nor its description make a sentence.
        """
        started = perf_counter()
        wording = load_wording(document.language)
        candidates = find_candidates(document, wording)
        ranked = rank(document, candidates, wording)
        by_aspect = group(ranked)
        openings = write_openings(document, wording)
        if not (ranked or openings):
            raise ListingHasNoText("it has no title, and no sentence that could be shown")
        sections = {
            line.number: line.section
            for line in document.lines
            if line.kind is not LineKind.HEADING
        }
        summaries: dict[str, ProfileSummary] = {}
        findings: list[Finding] = []
        for profile in profiles:
            chosen = select(profile, openings, by_aspect, wording)
            sentences = chosen.sentences() or rescue(chosen, ranked).sentences()
            if not sentences:
                findings.append(_too_narrow(profile))
                continue
            text = profile.compose([sentence.text for sentence in sentences])
            summaries[profile.name] = ProfileSummary(text=text, sentences=sentences)
            findings += _missing(profile, sentences, sections)
        if not summaries and profiles:
            raise ListingHasNoText("none of its sentences is short enough for any profile")
        return Draft(
            listing_id=document.listing_id,
            version=document.version,
            language=document.language,
            model=self.name,
            prompt_version=PROMPT_VERSION,
            profiles=summaries,
            findings=tuple(findings),
            usage=Usage(
                calls=0,
                input_tokens=0,
                output_tokens=0,
                cost_usd=0.0,
                seconds=perf_counter() - started,
            ),
        )


def _too_narrow(profile: Profile) -> Finding:
    return Finding(
        code="summary_missing",
        severity=Severity.WARN,
        profile=profile.name,
        message=f"There is no summary: no sentence of the listing fits into {profile.characters} "
        "characters.",
    )


def _missing(
    profile: Profile, sentences: Sequence[Sentence], sections: Mapping[int, Section]
) -> list[Finding]:
    told = {sections.get(number) for sentence in sentences for number in sentence.lines}
    return [
        Finding(
            code="aspect_missing",
            severity=Severity.WARN,
            profile=profile.name,
            message=f"The listing speaks of {_NAMES[aspect]}, but no sentence about it that reads "
            f"well on its own fits into {profile.characters} characters.",
        )
        for aspect in profile.aspects
        if aspect not in told and aspect in sections.values()
    ]


_NAMES = {
    Section.INTRODUCTION: "the job or the company",
    Section.DUTIES: "duties",
    Section.REQUIREMENTS: "requirements",
    Section.COMPENSATION: "pay or benefits",
    Section.LOGISTICS: "hours, contract or start",
    Section.APPLICATION: "how to apply",
    Section.OTHER: "other things",
}
