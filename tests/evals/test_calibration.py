from evals.calibration import Bin, calibration


def test_the_error_is_the_mean_distance_of_the_bins_weighted_by_their_size() -> None:
    low, middle = [(0.1, False), (0.3, True)], [*[(0.5, True)] * 9, (0.5, False)]
    told = [*low, *middle, *[(0.9, True)] * 4, *[(0.8, False)] * 4]
    # Two in each bin. 0.2 on average, half right: 0.3 off. Four of 0.5, all right: 0.5 off each. One of 0.5, half
    # right: not off. Two of 0.8, none right: 0.8 off each. Two of 0.9, all right: 0.1 off each. 4.1 of 10.
    found = calibration(told)
    assert found.error == 41.0
    assert len(found.bins) == 10
    assert found.bins[0] == Bin(count=2, least=10.0, most=30.0, sure=20.0, right=50.0)
    assert found.bins[-1] == Bin(count=2, least=90.0, most=90.0, sure=90.0, right=100.0)


def test_few_statements_fill_few_bins() -> None:
    found = calibration([(0.75, True), (0.25, False)])
    assert [b.count for b in found.bins] == [1, 1]
    assert found.error == 25.0


def test_nothing_read_is_no_error() -> None:
    assert calibration([]).bins == ()
