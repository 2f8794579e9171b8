"""Aspects: whether a summary tells what its profile asks for, where the listing has it."""

from functools import partial

from summariser.checks.coverage import has_aspect, told_aspects
from summariser.domain.document import Section
from workbench.evaluation.measures.listing_text import read_listing
from workbench.evaluation.sample import Better, Measure, Sample

ASPECTS = (Section.INTRODUCTION, Section.DUTIES, Section.REQUIREMENTS, Section.COMPENSATION)


def aspects_told(sample: Sample) -> float | None:
    """Divide the aspects told by those that the profile asks for and the listing has."""
    asked = [it for it in sample.profile.aspects if has_aspect(sample.document, it)]
    return len(_told(sample).intersection(asked)) / len(asked) if asked else None


def aspect_told(aspect: Section, sample: Sample) -> float | None:
    """Give 1 where an aspect is told, 0 where not; none where it is not asked for or had."""
    if aspect not in sample.profile.aspects or not has_aspect(sample.document, aspect):
        return None
    return float(aspect in _told(sample))


def _told(sample: Sample) -> set[Section]:
    source = read_listing(sample.document).source
    translated = source.is_translated_for(sample.profile)
    key = ("told", sample.summary.sentences, translated)
    return source.once(key, told_aspects, sample.summary, source, translated=translated)


MEASURES = (
    Measure("aspects_told", "aspects told", Better.HIGHER, aspects_told),
    *(
        Measure(f"{it}_told", f"{it} told", Better.HIGHER, partial(aspect_told, it))
        for it in ASPECTS
    ),
)
