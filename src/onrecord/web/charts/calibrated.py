"""A calibration diagram: how likely forecasts said something was, against how often it came true."""

from markupsafe import Markup

from onrecord.scoring import Bin, Calibration
from onrecord.web.charts.drawing import drawing, number, part, title, words

SIZE, EDGE = 320.0, 40.0

LARGEST = 14.0
"""The radius of the bin with most forecasts."""


def diagram(calibration: Calibration) -> Markup:
    """A point for each bin; on the diagonal, what was said came true just as often."""
    if not calibration.bins:
        return Markup("")
    most = max(one.many for one in calibration.bins)
    points = (_point(one, most) for one in calibration.bins)
    told = "; ".join(f"said {one.said:.0%}, came true {one.came:.0%} of {one.many}" for one in calibration.bins)
    return drawing(SIZE, SIZE, f"Calibration: {told}", (*_frame(), *points), kind="calibration")


def _place(value: float) -> float:
    return EDGE + value * (SIZE - EDGE - 16)


def _point(one: Bin, most: int) -> Markup:
    radius = max(4.0, LARGEST * (one.many / most) ** 0.5)
    told = title(f"said {one.said:.0%}, came true {one.came:.0%} of {one.many}")
    return part("circle", told, class_="point", cx=_place(one.said), cy=SIZE - _place(one.came), r=radius)


def _frame() -> list[Markup]:
    low, high = number(_place(0)), number(_place(1))
    bottom, top = number(SIZE - _place(0)), number(SIZE - _place(1))
    ticks = [tick for value in (0, 0.25, 0.5, 0.75, 1) for tick in _ticks(value)]
    return [
        part("path", class_="axis", d=f"M{low} {top}V{bottom}H{high}"),
        part("path", class_="diagonal", d=f"M{low} {bottom}L{high} {top}"),
        *ticks,
        words("said to be likely", SIZE - 16, SIZE - 4, class_="label", text_anchor="end"),
        words("came true", 2, 10, class_="label"),
    ]


def _ticks(value: float) -> list[Markup]:
    at = _place(value)
    return [
        words(f"{value:.0%}", at, SIZE - EDGE + 15, class_="label", text_anchor="middle"),
        words(f"{value:.0%}", EDGE - 6, SIZE - at + 4, class_="label", text_anchor="end"),
    ]
