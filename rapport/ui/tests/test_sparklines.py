"""Small drawings are honest: gaps stay gaps, marks stay inside."""

from rapport.ui.sparklines import range_bar, sparkline


def test_a_missing_value_breaks_the_line() -> None:
    line = sparkline([1, 2, None, 3, 4])

    assert line.line.count("M") == 2


def test_a_lone_value_between_gaps_is_a_point() -> None:
    line = sparkline([1, 2, None, 3, None, 4, 5])

    assert line.lone_points.count("M") == 1


def test_a_line_of_equal_values_is_level_in_the_middle() -> None:
    assert sparkline([7, 7, 7]).line == "M0 18L60 18L120 18"


def test_the_target_shares_the_scale_of_the_values() -> None:
    above = sparkline([0, 10], target=20)

    assert float(above.target_y) < min(float(point.split()[1]) for point in above.line[1:].split("L"))


def test_nothing_known_draws_nothing() -> None:
    empty = sparkline([None, None], title="No history")

    assert (empty.line, empty.last_point, empty.band) == ("", "", "")


def test_the_band_leaves_out_what_has_no_interval() -> None:
    line = sparkline([1, 2, 3], lows=[0, None, 2], highs=[2, None, 4])

    assert line.band.count("L") == 3


def test_a_range_beyond_its_scale_stops_at_the_end() -> None:
    bar = range_bar(-0.2, 1.4, 0.5, ends=(0, 1), target=2)

    assert (bar.start, bar.width, bar.target) == ("0", "100", "100")


def test_a_range_of_no_width_can_still_be_seen() -> None:
    assert float(range_bar(0.5, 0.5, 0.5, ends=(0, 1)).width) >= 1
