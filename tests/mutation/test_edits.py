"""When a word of the program is another, a test says what broke."""

from zlib import crc32

import edits
import pytest

EDITS = edits.all_edits()
HARMFUL = [edit for edit in EDITS if edit.test]
SAMPLE = [edit for edit in HARMFUL if crc32(edit.name.encode()) % 120 == 0]


def test_every_edit_is_in_place_and_names_its_test_or_says_why_it_changes_nothing():
    assert [edit.name for edit in EDITS if not edit.is_in_place] == []
    assert [edit.name for edit in EDITS if bool(edit.test) == bool(edit.why)] == []
    assert len({edit.name for edit in EDITS}) == len(EDITS)


def check(edit):
    watch = edits.try_out(edit)
    assert watch.said, watch.crashed or f"{watch.count} tests passed"


@pytest.mark.parametrize("edit", SAMPLE, ids=lambda edit: edit.name)
def test_an_edit_is_noticed(edit):
    check(edit)


@pytest.mark.slow
@pytest.mark.parametrize("edit", HARMFUL, ids=lambda edit: edit.name)
def test_every_edit_is_noticed(edit):
    check(edit)


@pytest.mark.slow
def test_the_tests_that_notice_pass_where_nothing_is_broken():
    for test in sorted({edit.test for edit in HARMFUL}):
        watch = edits.watched(test)
        assert watch.count and not watch.said and not watch.crashed, test


def test_the_program_is_whole_again_afterwards():
    for edit in (SAMPLE[0], SAMPLE[-1]):
        with edit.apply():
            pass
        watch = edits.watched(edit.test)
        assert watch.count and not watch.said and not watch.crashed
