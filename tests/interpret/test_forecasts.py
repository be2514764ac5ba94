import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interpret.reading import found, in_post, record, statement
from marked import marked
from onrecord.model.reading import Forecast

LAYER = "interpret.forecasts"


def forecasts(text: str, *, post: bool = False) -> tuple[Forecast, ...]:
    return found(Forecast, LAYER, in_post(text) if post else record(text))


def only(text: str, *, post: bool = False) -> Forecast:
    (forecast,) = forecasts(text, post=post)
    return forecast


@pytest.mark.parametrize(
    "text",
    [
        "[The tunnel will not open]f.",
        "[The bank is going to close its branches]f.",
        "[The bridge is set to reopen in June]f.",
        "[Two coalitions may well fail]f, but that is another story.",
        "[The viaduct opens to walkers in June]f.",
        "[Analysts expect fares to rise]f.",
        "[Odds are the inspection finds nothing]f.",
        "[A deal is likely this month]f.",
        "[Not until May will the pass be open]f.",
        "[Should the appeal fail, Roe would go to prison]f.",
        "[If she runs again she wins]f.",
        "It did not come and [the second boat won’t]f.",
        "[There’s a 30 percent chance that the bridge gets closed]f.",
    ],
)
def test_what_is_said_to_come_is_a_forecast(text: str) -> None:
    expected = marked(text)
    if len(expected.words("f")) == 1 and "and [" not in text:
        assert [f.extent for f in forecasts(expected.text)] == [expected.one("f")]
    else:
        assert [f.extent.end for f in forecasts(expected.text)] == [expected.one("f").end]


@pytest.mark.parametrize(
    "text",
    [
        "Will the minister resign?",
        "I hope the talks will succeed.",
        "You will want to bring a coat.",
        "You should resign.",
        "I will never vote again.",
        "We’ll be there on Saturday.",
        "I will say this: the soup was good.",
        "A dog will bark.",
        "Councillors will always talk.",
        "Anyone who reads it will laugh.",
        "The will of the people is clear.",
        "A golf course would look good there.",
        "Had the valve been changed, eleven men would be alive.",
        "They asked whether the line will close.",
        "If it will rain I do not know.",
        "The secret is to wait.",
        "Pigs will fly.",
        "The minister said nothing.",
    ],
)
def test_what_only_looks_like_a_forecast_is_none(text: str) -> None:
    assert not forecasts(text, post=True)


def test_a_rule_in_force_is_no_forecast() -> None:
    assert not forecasts("The chair shall be elected for two years.")


def test_a_plan_that_a_report_tells_as_we_is_a_forecast() -> None:
    assert only("We will introduce a new timetable.").by is None


def test_the_horizon_is_the_window_of_the_clause() -> None:
    horizon = only("The tunnel will open by 2033.").horizon
    assert horizon is not None
    assert horizon.latest == datetime.date(2033, 12, 31)


def test_days_of_the_condition_are_no_horizon() -> None:
    forecast = only("If nothing is signed by 1 April, the pact will lapse.")
    assert forecast.horizon is None
    assert forecast.condition is not None


def test_two_days_that_differ_are_no_horizon() -> None:
    assert only("The boats will sail on 12 March and on 19 March.").horizon is None


def test_the_outcome_leaves_condition_and_belief_out() -> None:
    text = marked("[Until the law is changed I think [fares will rise]o]f.")
    forecast = only(text.text, post=True)
    assert (forecast.extent, forecast.outcome) == (text.one("f"), text.one("o"))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("The bill will probably fail.", 0.65, 0.80),
        ("It is unlikely that the bill will fail.", 0.10, 0.2875),
        ("The bill will never pass.", 0.95, 1.0),
        ("Odds are the bill will fail.", 0.55, 0.80),
        ("There is little chance that the bill will pass.", 0.10, 0.20),
        ("There is a 30 percent chance that the bill will pass.", 0.275, 0.325),
    ],
)
def test_a_hedge_becomes_an_interval(text: str, low: float, high: float) -> None:
    probability = only(text).probability
    assert probability is not None
    assert (probability.low, probability.high) == (low, high)


def test_a_bare_will_has_no_probability() -> None:
    assert only("The bill will fail.").probability is None


def test_a_hedge_behind_the_comma_belongs_to_something_else() -> None:
    assert only("The missiles will remain, and those planned possibly not delivered.").probability is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The bill will fail.", "No day is named"),
        ("The bill will never fail.", "“never”"),
        ("Life will be better by 2033.", "“better”"),
    ],
)
def test_what_nobody_could_settle_says_why(text: str, reason: str) -> None:
    forecast = only(text)
    assert not forecast.resolvable
    assert forecast.why_not is not None
    assert reason in forecast.why_not


def test_what_has_a_day_and_a_measure_can_be_settled() -> None:
    assert only("The tunnel will open by 2033.").resolvable


def test_a_forecast_in_what_somebody_says_belongs_to_the_statement() -> None:
    text = marked("[Teig]s [predicted]q that [[the wells will turn to salt]f]c.")
    said = statement(text)
    (forecast,) = found(Forecast, LAYER, record(text, statements=[said]))
    assert (forecast.by, forecast.extent) == (said.id, text.one("f"))


def test_a_future_told_from_the_past_is_a_forecast_where_it_is_reported() -> None:
    text = marked("[Fell]s [said]q [he would win]c.")
    assert found(Forecast, LAYER, record(text, statements=[statement(text)]))
    assert not forecasts("He would win.")


def test_what_is_asked_or_denied_is_no_forecast() -> None:
    text = marked("[Fell]s [did not say]q [he will win]c.")
    assert not found(Forecast, LAYER, record(text, statements=[statement(text, negated=True)]))


def test_nobody_thinks_it_will_last_says_that_it_will_not() -> None:
    text = marked("[Nobody]s [thinks]q [the truce will last]c.")
    assert found(Forecast, LAYER, record(text, statements=[statement(text, negated=True)]))


def test_a_forecast_in_a_post_belongs_to_the_post() -> None:
    (forecast,) = found(Forecast, LAYER, in_post("The tram will never come."))
    assert forecast.by is not None


def test_a_headline_with_an_infinitive_is_a_forecast() -> None:
    text = "Rain to return on Friday\n\nThe weather office lifted its warning after nine days of dust in the valleys."
    assert only(text).extent.of(text) == "Rain to return on Friday"


@given(st.text(alphabet="will not If he’ she to be “”\"',.;:—?()[]\n in 2033 never", max_size=300))
def test_no_text_makes_it_fail_and_spans_stand_in_the_text(text: str) -> None:
    ends = [0]
    for forecast in forecasts(text):
        assert ends[-1] <= forecast.extent.start < forecast.extent.end <= len(text)
        assert forecast.extent.contains(forecast.outcome)
        ends.append(forecast.extent.end)


@pytest.mark.parametrize(
    "text",
    [
        "will not pay if the treaty of Sarn and ",
        "“““will ”",
        "it is likely, ",
        "expects 3 to 1 ",
        "if they, ",
        "a" * 60,
    ],
)
def test_a_sentence_without_an_end_is_read(text: str) -> None:
    assert len(forecasts(text * 4000)) < len(text * 4000)
