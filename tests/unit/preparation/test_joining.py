"""Names that begin with a full stop, in lines that are cut at full stops."""

from summariser.preparation.names import whole_names


def should_put_a_name_together_again_that_was_cut_at_its_full_stop() -> None:
    cut = ["You write in .", "NET Core and in .", "NET Framework. ", "You test it."]

    assert list(whole_names(cut)) == [
        "You write in .NET Core and in .NET Framework. ",
        "You test it.",
    ]


def should_keep_a_text_that_ends_in_a_lone_full_stop() -> None:
    assert list(whole_names(["You repair pumps. ", "You test them ."])) == [
        "You repair pumps. ",
        "You test them .",
    ]
