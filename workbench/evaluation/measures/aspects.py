"""Aspects: whether a summary covers what its profile asks for and the listing has."""

from functools import partial

from summariser.checks.coverage import has_aspect, told_aspects
from summariser.domain.document import Section
from workbench.evaluation.measures.listing_text import read_listing
from workbench.evaluation.sample import Better, Measure, Sample

ASPECTS = (Section.INTRODUCTION, Section.DUTIES, Section.REQUIREMENTS, Section.COMPENSATION)


def aspects_covered(sample: Sample) -> float | None:
    """Return the share of aspects covered, of those the profile asks for and the listing has."""
    asked = [aspect for aspect in sample.profile.aspects if has_aspect(sample.document, aspect)]
    return len(_covered(sample).intersection(asked)) / len(asked) if asked else None


def aspect_covered(aspect: Section, sample: Sample) -> float | None:
    """Return 1 if an aspect is covered, else 0; None if it is not asked for or missing."""
    if aspect not in sample.profile.aspects or not has_aspect(sample.document, aspect):
        return None
    return float(aspect in _covered(sample))


def _covered(sample: Sample) -> set[Section]:
    source = read_listing(sample.document).source
    translated = source.is_translated_for(sample.profile)
    key = ("told", sample.summary.sentences, translated)
    return source.once(key, told_aspects, sample.summary, source, translated=translated)


MEASURES = (
    Measure("aspects_told", "aspects covered", Better.HIGHER, aspects_covered),
    *(
        Measure(
            f"{aspect}_told", f"{aspect} covered", Better.HIGHER, partial(aspect_covered, aspect)
        )
        for aspect in ASPECTS
    ),
)
