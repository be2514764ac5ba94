"""Order: which posts stand under others, by the times alone."""

from onrecord.segment.order import order


def test_rising_times_say_nothing() -> None:
    found = order((1, 2, 3, 3, 5))
    assert (found.newest_first, set(found.under)) == (False, {None})


def test_a_time_later_than_one_below_it_is_an_answers() -> None:
    assert order((1, 2, 9, 8, 3, None, 4)).under == (None, None, True, True, None, None, None)


def test_where_the_newest_stand_first_every_time_tells() -> None:
    found = order((9, 8, 8, 5, 7, 6, 4, None, 3))
    assert found.newest_first
    assert found.under == (False, False, None, False, True, True, False, None, False)


def test_a_page_that_is_sorted_by_something_else_shows_no_order() -> None:
    assert set(order((2, 9, 3, 8, 4, 7, 5, 6, 1, 10)).under) == {None}


def test_two_times_show_no_order() -> None:
    assert order((2, 1)).under == (None, None)
