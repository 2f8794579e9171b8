"""Drafting: a model's reply becomes a draft, each profile within its budget."""

from collections.abc import Iterator, Sequence

from summariser.domain.document import Document
from summariser.domain.errors import ReplyMalformed
from summariser.domain.finding_codes import FindingCode
from summariser.domain.findings import Finding
from summariser.domain.profiles import Profile
from summariser.domain.reply import Reply
from summariser.domain.summary import Draft, ModelFailure, ProfileSummary, Sentence, Usage
from summariser.llm.line_protocol import Parsed, parse
from summariser.llm.notes import Notes, notes_of_fields
from summariser.llm.prompts import VERSION

CODES = (  # of what happens while a reply becomes a draft
    FindingCode.LINES_DROPPED,
    FindingCode.SENTENCES_LEFT_OUT,
    FindingCode.SUMMARY_MISSING,
    FindingCode.NOTES_DROPPED,
    FindingCode.NOTES_THINNED,
)


def make_draft(
    reply: Reply,
    document: Document,
    profiles: Sequence[Profile],
    *,
    model: str,
    usage: Usage,
    notes: Notes | None = None,
    skipped_models: tuple[ModelFailure, ...] = (),
    revised: bool = False,
) -> Draft:
    """Read a reply that ended by itself; it may cite the lines of the document, or of the notes.

    Raises `ReplyMalformed` if a profile is missing from it.
    """
    names = [profile.name for profile in profiles]
    parsed = parse(reply.text, names, _citable(document, notes), truncated=False)
    summaries, findings = _draft_profiles(parsed, profiles, model=model)
    return Draft(
        listing_id=document.listing_id,
        version=document.version,
        language=document.language,
        model=model,
        prompt_version=VERSION,
        profiles=summaries,
        findings=(*findings, *(_findings_of_notes(notes) if notes else ())),
        usage=usage,
        skipped_models=skipped_models,
        revised=revised,
    )


def _citable(document: Document, notes: Notes | None) -> dict[int, str]:
    if notes is None:
        return {line.number: line.text for line in document.lines}
    known = (*notes_of_fields(document), *notes.notes)
    cited = {number for note in known for number in note.lines}
    return {number: document.lines[number - 1].text for number in sorted(cited)}


def _draft_profiles(
    parsed: Parsed, profiles: Sequence[Profile], *, model: str
) -> tuple[dict[str, ProfileSummary], tuple[Finding, ...]]:
    """Give every profile the sentences tagged with it, as many as it has room for.

    Raises `ReplyMalformed` where a profile gets none, though the model did not say that there is
    nothing for it: a summary with a profile missing is not published.
    """
    summaries: dict[str, ProfileSummary] = {}
    findings: list[Finding] = []
    for profile in profiles:
        offered = [
            Sentence(text=entry.text, lines=entry.lines)
            for entry in parsed.entries
            if profile.name in entry.tags
        ]
        sentences = tuple(_fitting(offered, profile))
        if sentences:
            text = profile.compose([sentence.text for sentence in sentences])
            summaries[profile.name] = ProfileSummary(text=text, sentences=sentences)
            findings += _left_out(profile, len(offered) - len(sentences))
        elif profile.name in parsed.nothing_for:
            findings.append(_too_narrow(profile))
        else:
            raise ReplyMalformed(model, f"no sentence of it fits the profile {profile.name}")
    findings += _dropped(parsed.dropped)
    return summaries, tuple(findings)


def _findings_of_notes(notes: Notes) -> tuple[Finding, ...]:
    """Say what of the notes never reached the summary's prompt."""
    findings = []
    if notes.dropped:
        message = (
            f"{notes.dropped} lines of the model's notes could not be read, and were left out."
        )
        findings.append(_note(FindingCode.NOTES_DROPPED, message))
    if notes.thinned:
        message = f"{notes.thinned} notes were left out: there was no room for all of them."
        findings.append(_note(FindingCode.NOTES_THINNED, message))
    return tuple(findings)


def _fitting(offered: Sequence[Sentence], profile: Profile) -> Iterator[Sentence]:
    texts: list[str] = []
    for sentence in offered:
        fits = len(profile.compose([*texts, sentence.text])) <= profile.characters
        if fits and len(texts) < profile.sentences and sentence.text not in texts:
            texts.append(sentence.text)
            yield sentence


def _left_out(profile: Profile, count: int) -> list[Finding]:
    if not count:
        return []
    message = f"{count} sentences were left out: they repeat others, or exceed the length."
    return [_note(FindingCode.SENTENCES_LEFT_OUT, message, profile)]


def _dropped(count: int) -> list[Finding]:
    if not count:
        return []
    message = f"{count} lines of the model's reply rest on no line of the listing, or were cut off."
    return [_note(FindingCode.LINES_DROPPED, message)]


def _too_narrow(profile: Profile) -> Finding:
    return _note(
        FindingCode.SUMMARY_MISSING,
        f"There is no summary: no sentence fits into {profile.characters} characters.",
        profile,
    )


def _note(code: FindingCode, message: str, profile: Profile | None = None) -> Finding:
    return Finding(
        code=code,
        profile=profile.name if profile else None,
        message=message,
    )
