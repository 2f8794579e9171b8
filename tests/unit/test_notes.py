"""Notes: the same point twice is one, groups are alike in size, and thinning always shrinks."""

from hypothesis import given
from hypothesis import strategies as st

from summariser.domain.document import Section
from summariser.llm.notes import Note, Notes, group, merge, thin


def note(text: str, *lines: int, aspect: Section = Section.DUTIES) -> Note:
    return Note(aspect=aspect, text=text, lines=lines or (1,))


def size(one: Note) -> int:
    return len(one.text)


notes_of_any_size = st.lists(
    st.tuples(st.integers(1, 60), st.sampled_from(list(Section))), min_size=1, max_size=80
).map(lambda rows: tuple(note("x" * length, 1, aspect=aspect) for length, aspect in rows))


def should_merge_the_same_point_into_one_with_all_its_lines() -> None:
    first = Notes(notes=(note("Bakes bread.", 3),), dropped=1)
    second = Notes(notes=(note("bakes bread", 9), note("Sweeps.", 4)), thinned=2)
    merged = merge([first, second])
    assert merged.notes == (note("Bakes bread.", 3, 9), note("Sweeps.", 4))
    assert (merged.dropped, merged.thinned) == (1, 2)


def should_not_merge_points_that_differ_in_a_figure() -> None:
    parts = [
        Notes(notes=(note("Pays 2,600 euros", 1),)),
        Notes(notes=(note("Pays 2,800 euros", 2),)),
    ]
    assert len(merge(parts).notes) == 2


def should_put_notes_in_the_order_of_their_aspects_and_lines() -> None:
    pay = note("30 an hour", 1, aspect=Section.COMPENSATION)
    assert merge([Notes(notes=(pay, note("b", 9), note("a", 2)))]).notes == (
        note("a", 2),
        note("b", 9),
        pay,
    )


@given(notes_of_any_size, st.integers(60, 400))
def should_group_every_note_once_within_the_room(notes: tuple[Note, ...], room: int) -> None:
    groups = group(notes, room, size)
    assert [i for first, end in groups for i in range(first, end)] == list(range(len(notes)))
    assert all(sum(map(size, notes[first:end])) <= room for first, end in groups)


def should_leave_no_small_rest_behind() -> None:
    groups = group([note("x" * 10)] * 21, 100, size)
    assert sorted(end - first for first, end in groups) == [7, 7, 7]


@given(notes_of_any_size, st.integers(60, 400))
def should_thin_to_the_room_and_keep_something(notes: tuple[Note, ...], room: int) -> None:
    kept = thin(notes, room, size)
    assert kept
    assert sum(map(size, kept)) <= room


def should_keep_the_first_of_every_aspect_before_the_second_of_any() -> None:
    duties = [note(f"duty {i}") for i in range(9)]
    pay = note("30 an hour", aspect=Section.COMPENSATION)
    assert pay in thin([*duties, pay], 24, size)
