"""Pruning: a refused sentence leaves a draft, and a true one of another profile may replace it."""

from collections.abc import Callable, Iterator, Sequence

from summariser.checks.check_draft import check_summary
from summariser.checks.coverage import missing_aspects, told_aspects
from summariser.checks.source import Source
from summariser.domain.document import Section
from summariser.domain.profiles import Profile
from summariser.domain.summary import Draft, ProfileSummary, Sentence
from summariser.extractive.aspect import sentences_of_aspect


def without(
    draft: Draft, profiles: Sequence[Profile], refused: Callable[[str, Sentence], bool]
) -> Draft:
    """Take out of a draft the sentences that are refused for a profile, perhaps all of them."""
    known = {profile.name: profile for profile in profiles}
    kept = {
        name: [sentence for sentence in summary.sentences if not refused(name, sentence)]
        for name, summary in draft.profiles.items()
    }
    changed = {
        name: _set(known[name], sentences)
        for name, sentences in kept.items()
        if name in known and len(sentences) < len(draft.profiles[name].sentences)
    }
    return draft.model_copy(update={"profiles": draft.profiles | changed})


def with_aspects_filled(draft: Draft, profiles: Sequence[Profile], source: Source) -> Draft:
    """Let a profile borrow a sentence for an aspect that it does not tell.

    The sentence is one that another profile shows, in the same language and address, and so was
    checked and verified like any other; or else one that the extractive model takes from the
    listing, and that no check refuses. Where there is no room for it, a sentence whose aspects
    others tell too gives way.
    """
    pool = dict.fromkeys(
        (profile.language, profile.address, sentence)
        for profile in profiles
        if profile.name in draft.profiles
        for sentence in draft.profiles[profile.name].sentences
    )
    refused = {
        (finding.profile, finding.sentence) for finding in draft.findings if not finding.is_note
    }
    filled = {}
    for profile in profiles:
        summary = draft.profiles.get(profile.name)
        if summary is None:
            continue
        own = {sentence.text for sentence in summary.sentences}
        lent = [
            sentence
            for language, address, sentence in pool
            if (language, address) == (profile.language, profile.address)
            and sentence.text not in own
            and (profile.name, sentence.text) not in refused
        ]
        for aspect in missing_aspects(summary, source, profile):
            summary = _filled(summary, aspect, lent, source, profile)
        for aspect in missing_aspects(summary, source, profile):
            taken = [
                sentence
                for sentence in _taken(aspect, source, profile)
                if (profile.name, sentence.text) not in refused
            ]
            summary = _filled(summary, aspect, [*lent, *taken], source, profile)
        filled[profile.name] = summary
    return draft.model_copy(update={"profiles": draft.profiles | filled})


def _taken(aspect: Section, source: Source, profile: Profile) -> list[Sentence]:
    """Have sentences taken from the listing, in its own language."""
    if source.is_translated_for(profile):
        return []
    return [
        sentence
        for sentence in sentences_of_aspect(source.document, aspect, profile)
        if all(
            finding.is_note for finding in check_summary(_set(profile, [sentence]), source, profile)
        )
    ]


def _filled(
    summary: ProfileSummary,
    aspect: Section,
    lent: Sequence[Sentence],
    source: Source,
    profile: Profile,
) -> ProfileSummary:
    """Add the shortest sentence that tells an aspect and fits; the same summary where none does."""
    shortest_first = sorted(lent, key=lambda sentence: len(sentence.text))
    before = len(missing_aspects(summary, source, profile))
    for sentence in shortest_first:
        if aspect not in _told(sentence, source, profile):
            continue
        for rest in _with_room(summary.sentences, shortest_first):
            if sentence in rest:
                continue
            fuller = _set(profile, _in_order(rest, sentence, source, profile))
            fits = len(fuller.text) <= profile.characters
            few = len(fuller.sentences) <= profile.sentences
            if fits and few and len(missing_aspects(fuller, source, profile)) < before:
                return fuller
    return summary


def _with_room(own: Sequence[Sentence], lent: Sequence[Sentence]) -> Iterator[Sequence[Sentence]]:
    """Give the sentences as they are, without one of them, and with a shorter one in its place.

    The last one gives way first, and to the longest of those that are shorter.
    """
    yield own
    for index in range(len(own) - 1, -1, -1):
        yield [*own[:index], *own[index + 1 :]]
    for index in range(len(own) - 1, -1, -1):
        for other in reversed(lent):
            if len(other.text) < len(own[index].text):
                yield [*own[:index], other, *own[index + 1 :]]


def _in_order(
    sentences: Sequence[Sentence], borrowed: Sentence, source: Source, profile: Profile
) -> list[Sentence]:
    """Put a borrowed sentence before the first one whose aspects come after its own."""

    def rank(sentence: Sentence) -> int:
        told = _told(sentence, source, profile)
        places = [place for place, aspect in enumerate(profile.aspects) if aspect in told]
        return min(places, default=len(profile.aspects))

    later = (index for index, sentence in enumerate(sentences) if rank(sentence) > rank(borrowed))
    place = next(later, len(sentences))
    return [*sentences[:place], borrowed, *sentences[place:]]


def _told(sentence: Sentence, source: Source, profile: Profile) -> set[Section]:
    translated = source.is_translated_for(profile)
    return told_aspects(_set(profile, [sentence]), source, translated=translated)


def _set(profile: Profile, sentences: Sequence[Sentence]) -> ProfileSummary:
    text = profile.compose([sentence.text for sentence in sentences])
    return ProfileSummary(text=text, sentences=tuple(sentences))
