"""Finding codes: what checks say of a draft; every code is here once, with its grade and its words.

docs/checks.md is made from this table: `python -m workbench.documentation.checks`.
"""

from enum import StrEnum


class Grade(StrEnum):
    """How sure a finding is."""

    WRONG = "wrong"  # rules know it, or nobody supports it: the sentence goes
    DOUBTFUL = "doubtful"  # rules suspect it: the sentence is verified, or goes
    NOTE = "note"  # people may want to look


class FindingCode(StrEnum):
    """The code of a finding, its grade, and what it says."""

    grade: Grade
    words: str

    def __new__(cls, code: str, grade: Grade, words: str) -> "FindingCode":
        """Make a member of the code's text, which is what JSON holds."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.grade = grade
        member.words = words
        return member

    # Coverage
    ASPECT_MISSING = (
        "aspect_missing",
        Grade.NOTE,
        "The listing has an aspect that the profile asks for, and no sentence tells it.",
    )
    SALARY_UNTOLD = (
        "salary_untold",
        Grade.NOTE,
        "The listing has a salary field, and no sentence of a profile that asks for pay tells it.",
    )
    # Grounding
    FIGURE_UNSUPPORTED = (
        "figure_unsupported",
        Grade.WRONG,
        "A figure is in none of the cited lines.",
    )
    MONEY_UNSUPPORTED = (
        "money_unsupported",
        Grade.WRONG,
        "A sum is in none of the cited lines, or is in another currency or for another period.",
    )
    PERCENT_UNSUPPORTED = (
        "percent_unsupported",
        Grade.WRONG,
        "A percentage is in none of the cited lines.",
    )
    DURATION_UNSUPPORTED = (
        "duration_unsupported",
        Grade.WRONG,
        "A duration is in none of the cited lines, or is in another unit.",
    )
    DATE_UNSUPPORTED = ("date_unsupported", Grade.WRONG, "A date is in none of the cited lines.")
    NAME_UNSUPPORTED = (
        "name_unsupported",
        Grade.DOUBTFUL,
        "A company, place or product is in no cited line, nor in the listing's fields.",
    )
    NAME_ELSEWHERE = (
        "name_elsewhere",
        Grade.NOTE,
        "A name is in the listing, but in no cited line.",
    )
    CONTRACT_UNSUPPORTED = (
        "contract_unsupported",
        Grade.DOUBTFUL,
        "The cited lines name no such contract.",
    )
    CREDENTIAL_UNSUPPORTED = (
        "credential_unsupported",
        Grade.DOUBTFUL,
        "The cited lines name no such degree, certificate or licence.",
    )
    BENEFIT_UNSUPPORTED = (
        "benefit_unsupported",
        Grade.DOUBTFUL,
        "The cited lines name no such benefit.",
    )
    REQUIREMENT_UNSUPPORTED = (
        "requirement_unsupported",
        Grade.DOUBTFUL,
        "The cited lines make no such demand, or make one that the sentence waives.",
    )
    LEVEL_UNSUPPORTED = (
        "level_unsupported",
        Grade.DOUBTFUL,
        "The sentence says junior or senior, and neither the lines nor the fields do.",
    )
    CLAIM_UNSUPPORTED = (
        "claim_unsupported",
        Grade.DOUBTFUL,
        "The sentence hardly shares a word with its lines.",
    )
    CLAIM_DOUBTFUL = (
        "claim_doubtful",
        Grade.NOTE,
        "The sentence shares few words with its lines, and claims no benefit, demand or figure.",
    )
    RANGE_TO_PROMISE = (
        "range_to_promise",
        Grade.WRONG,
        "The lines say a range, “from” or “up to”, and the sentence says one value.",
    )
    # Meaning
    MODALITY_CHANGED = (
        "modality_changed",
        Grade.DOUBTFUL,
        "The sentence demands what its lines only wish for, or the other way round.",
    )
    NEGATION_CHANGED = (
        "negation_changed",
        Grade.DOUBTFUL,
        "The sentence denies what its lines say, or says what they deny.",
    )
    BOUND_CHANGED = (
        "bound_changed",
        Grade.DOUBTFUL,
        "The sentence adds, drops or reverses “at least” or “up to” beside a figure.",
    )
    FIGURE_MISATTRIBUTED = (
        "figure_misattributed",
        Grade.DOUBTFUL,
        "A figure counts something for which the lines give another figure.",
    )
    TAX_CHANGED = (
        "tax_changed",
        Grade.WRONG,
        "The sentence says net where its lines say gross, or the other way round.",
    )
    PERIOD_CHANGED = (
        "period_changed",
        Grade.WRONG,
        "A duration is by the week in the sentence and by another period in its lines.",
    )
    LANGUAGE_LEVEL_CHANGED = (
        "language_level_changed",
        Grade.DOUBTFUL,
        "The sentence asks for a language at another level than its lines, or for another one.",
    )
    WORKPLACE_CHANGED = (
        "workplace_changed",
        Grade.DOUBTFUL,
        "The sentence says remote, hybrid or on site, and its lines do not, or only in part.",
    )
    SCHEDULE_CHANGED = (
        "schedule_changed",
        Grade.DOUBTFUL,
        "The sentence names a day of the week or a shift that its lines do not.",
    )
    CONDITION_DROPPED = (
        "condition_dropped",
        Grade.DOUBTFUL,
        "The lines set a condition, such as “after the trial period”, and the sentence none.",
    )
    ABSOLUTE_ADDED = (
        "absolute_added",
        Grade.DOUBTFUL,
        "The sentence says “all”, “always” or “at once”, and no line does.",
    )
    ALTERNATIVE_LOST = (
        "alternative_lost",
        Grade.DOUBTFUL,
        "The lines ask for one of several things, and the sentence for all of them.",
    )
    FACTS_MERGED = (
        "facts_merged",
        Grade.DOUBTFUL,
        "One statement takes its words from lines that speak of different things.",
    )
    EMPLOYER_CHANGED = (
        "employer_changed",
        Grade.DOUBTFUL,
        "The sentence takes an agency for the employer, or names a client that no line names.",
    )
    # Form
    SENTENCE_CUT = ("sentence_cut", Grade.DOUBTFUL, "The sentence ends before it is whole.")
    FRAGMENT = (
        "fragment",
        Grade.DOUBTFUL,
        "The sentence's beginning is missing, or it is a heading.",
    )
    UNBALANCED = ("unbalanced", Grade.NOTE, "A bracket or a quotation mark has no partner.")
    TOO_LONG = ("too_long", Grade.WRONG, "The text is longer than its profile allows.")
    MARKUP = ("markup", Grade.WRONG, "The text holds marks that belong to another format.")
    LINK = ("link", Grade.WRONG, "The sentence holds a link.")
    CONTACT = ("contact", Grade.WRONG, "The sentence holds an address or a number to call.")
    EMOJI = ("emoji", Grade.WRONG, "The sentence holds an emoji.")
    CAPITALS = ("capitals", Grade.WRONG, "The sentence is all in capitals.")
    REPEATED = ("repeated", Grade.WRONG, "The sentence says again what another one says.")
    # Language and address
    WRONG_LANGUAGE = (
        "wrong_language",
        Grade.WRONG,
        "The sentence is not in the profile's language, or else in the listing's.",
    )
    FOREIGN_SENTENCE = (
        "foreign_sentence",
        Grade.NOTE,
        "The sentence is in another language, and so are the lines that it was taken from.",
    )
    ADDRESS_WRONG = (
        "address_wrong",
        Grade.WRONG,
        "The sentence says du where the profile asks for Sie, or the other way round.",
    )
    ADDRESS_MIXED = ("address_mixed", Grade.NOTE, "The text addresses its readers in two ways.")
    # Verification
    SENTENCE_UNSUPPORTED = (
        "sentence_unsupported",
        Grade.WRONG,
        "The verifying model found nothing in the lines that supports the sentence.",
    )
    SENTENCES_UNVERIFIED = (
        "sentences_unverified",
        Grade.NOTE,
        "The verifying model failed: what rules suspect was left out, and nothing was verified.",
    )
    # Fairness
    UNFAIR_WORDING = (
        "unfair_wording",
        Grade.WRONG,
        "The wording shuts people out for age, sex, origin, looks, faith, health or family.",
    )
    QUESTIONABLE_WORDING = (
        "questionable_wording",
        Grade.NOTE,
        "The wording may put people off for age, sex, origin, looks, faith, health or family.",
    )
    # Instructions
    INSTRUCTION_ECHO = (
        "instruction_echo",
        Grade.WRONG,
        "The sentence repeats or obeys an instruction to a machine, or a model speaks of itself.",
    )
    # The listing itself
    SUSPECT_LINES = (
        "suspect_lines",
        Grade.NOTE,
        "Lines of the listing speak to whoever summarises it; no model and no summary has them.",
    )
    CONTRADICTION = (
        "contradiction",
        Grade.NOTE,
        "The listing's fields and its text name another pay, contract, place, language or hours.",
    )
    PLACE_CONTRADICTED = (
        "place_contradicted",
        Grade.WRONG,
        "The sentence names a place or mode of work that the listing's text contradicts.",
    )
    # Drafting: what happened while the reply became a draft
    LINES_DROPPED = (
        "lines_dropped",
        Grade.NOTE,
        "Lines of the model's reply rest on no line of the listing, or were cut off.",
    )
    SENTENCES_LEFT_OUT = (
        "sentences_left_out",
        Grade.NOTE,
        "Sentences were left out: they repeat others, or exceed the profile's length.",
    )
    SUMMARY_MISSING = (
        "summary_missing",
        Grade.NOTE,
        "There is no summary, since no sentence fits into the profile's length.",
    )
    NOTES_DROPPED = (
        "notes_dropped",
        Grade.NOTE,
        "Lines of the model's notes could not be read, and were left out.",
    )
    NOTES_THINNED = (
        "notes_thinned",
        Grade.NOTE,
        "Notes were left out, since there was no room for all of them.",
    )
