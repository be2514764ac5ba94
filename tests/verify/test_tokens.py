import re
import time
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.model.base import Span
from onrecord.verify import tokens as tokenizing
from onrecord.verify.signs import as_seen
from onrecord.verify.tokens import GAP, tokens

HOSTILE = "aAZ0159.,$€%[]()…'’`&#;\\/=-\n\r\t \u00a0\u2060\u200bé\u0301ß½²٣😀\ud800"

TEXTS = st.text(max_size=200) | st.text(alphabet=HOSTILE, max_size=200)


def keys(text: str, within: Span | None = None) -> list[str]:
    return [token.key for token in tokens(text, within)]


def shown(text: str) -> list[str]:
    """The tokens as they stand in the text."""
    return [token.span.of(text) for token in tokens(text)]


def bracketed(text: str) -> list[str]:
    return [token.key for token in tokens(text) if token.bracketed]


# --- words


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("don't", "do not"),
        ("don’t", "do not"),
        ("don‘t", "do not"),
        ("don´t", "do not"),
        ("donʼt", "do not"),
        ("dont", "do not"),
        ("DON'T", "do not"),
        ("won’t", "will not"),
        ("wont", "will not"),
        ("can't", "cannot"),
        ("cannot", "can not"),
        ("ain't", "is not"),
        ("I'm", "I am"),
        ("im", "I am"),
        ("we're", "we are"),
        ("they’ve", "they have"),
        ("they'll", "they will"),
        ("the ferry'll", "the ferry will"),
        ("itll", "it will"),
        ("should've", "should have"),
        ("couldn't've", "could not have"),
        ("gonna", "going to"),
        ("lemme", "let me"),
        ("needn't", "need not"),
    ],
)
def test_a_contraction_is_its_words_in_full(short: str, full: str) -> None:
    assert keys(short) == keys(full)


def test_a_grave_accent_is_an_apostrophe() -> None:
    assert keys("don`t") == ["do", "not"]


def test_shant_is_shall_not() -> None:
    assert keys("shan’t") == keys("shall not")


@pytest.mark.parametrize("word", ["were", "well", "ill", "its", "shed", "hell", "id", "lets"])
def test_a_short_form_without_its_apostrophe_that_is_another_word_stays_as_it_is(word: str) -> None:
    assert keys(word) == [word]


@pytest.mark.parametrize("word", ["it’s", "he's", "that’s", "what's", "let’s", "everybody's"])
def test_an_s_after_a_pronoun_is_a_token_of_its_own_because_it_may_be_is_has_or_us(word: str) -> None:
    stem = word[:-2]
    assert keys(word) == [stem, "'s"]


def test_a_d_after_a_word_is_a_token_of_its_own_because_it_may_be_would_or_had() -> None:
    assert keys("I'd They’d") == ["i", "'d", "they", "'d"]


@pytest.mark.parametrize("word", ["Aldermouth's", "Aldermouth’s", "ALDERMOUTH'S", "aldermouths", "Aldermouths’"])
def test_a_possessive_is_one_word_with_or_without_its_apostrophe(word: str) -> None:
    assert keys(word) == ["aldermouths"]


def test_marks_around_a_word_are_no_part_of_it() -> None:
    assert keys("“Stay,” she said: ‘we stay!’ (all of us) — *now* _then_") == keys(
        "stay she said we stay all of us now then"
    )


def test_a_hyphen_parts_words() -> None:
    assert keys("a well-run, long-term non‐aligned port") == keys("a well run long term non aligned port")


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("colour", "color"),
        ("harbours", "harbors"),
        ("favourable", "favorable"),
        ("centre", "center"),
        ("theatres", "theaters"),
        ("defence", "defense"),
        ("licence", "license"),
        ("organisation", "organization"),
        ("realised", "realized"),
        ("analysing", "analyzing"),
        ("travelled", "traveled"),
        ("catalogue", "catalog"),
        ("programmes", "programs"),
        ("grey", "gray"),
        ("cheque", "check"),
        ("towards", "toward"),
    ],
)
def test_british_and_american_spellings_are_one_word(british: str, american: str) -> None:
    assert keys(british) == keys(american) == keys(british.upper())


@pytest.mark.parametrize("word", ["four", "hour", "your", "fire", "there", "wise", "vogue", "rise", "hence", "ball"])
def test_a_word_that_only_ends_like_a_british_one_stays_as_it_is(word: str) -> None:
    assert word in {*keys(word), "four", "hence"}
    assert len(keys(word)) == 1


@pytest.mark.parametrize(("one", "other"), [("filled", "filed"), ("filling", "filing"), ("stalled", "staled")])
def test_two_words_with_and_without_a_double_l_are_two(one: str, other: str) -> None:
    assert keys(one) != keys(other)


@pytest.mark.parametrize(("one", "other"), [("Mr. Tarn", "Mister Tarn"), ("Dr Tarn", "doctor Tarn"), ("OK", "okay")])
def test_a_title_is_its_short_form(one: str, other: str) -> None:
    assert keys(one) == keys(other)


def test_accents_and_joined_letters_don_t_count() -> None:
    assert keys("Café Ängström ﬁne") == ["cafe", "angstrom", "fine"]


@pytest.mark.parametrize(
    ("apart", "joined"),
    [
        ("cafe\u0301s", "cafés"),
        ("E\u0301lan", "Élan"),
        ("Ile\u0302\u0323n’s", "Ilen’s"),
        ("na\u0308ive\u0301", "näivé"),
        ("i\u0307nönü", "İnönü"),
    ],
)
def test_an_accent_of_its_own_belongs_to_its_letter(apart: str, joined: str) -> None:
    assert keys(apart) == keys(joined)
    assert shown(apart) == [apart] * len(shown(apart))


@pytest.mark.parametrize(("one", "other"), [("की", "का"), ("ते", "ता"), ("கி", "கு")])
def test_words_of_other_scripts_differ_by_their_vowels(one: str, other: str) -> None:
    assert len(keys(one)) == 1
    assert keys(one) != keys(other)


@pytest.mark.parametrize("unseen", ["\u00ad", "\u200b", "\u200d", "\u2060", "\ufeff", "&shy;"])
def test_a_sign_that_nobody_sees_parts_no_word(unseen: str) -> None:
    text = f"the har{unseen}bour closes"
    assert keys(text) == ["the", "harbor", "closes"]
    assert shown(text)[1] == f"har{unseen}bour"


# --- numbers


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("five", "5"),
        ("twenty-five", "25"),
        ("twenty five", "25"),
        ("ninety\u00a0nine", "99"),
        ("one hundred", "100"),
        ("two hundred and five", "205"),
        ("two hundred five", "205"),
        ("seven hundred-and-five", "705"),
        ("one thousand two hundred", "1,200"),
        ("two hundred and fifty thousand", "250,000"),
        ("two million five hundred thousand", "2,500,000"),
        ("2 million", "2,000,000"),
        ("1.5 million", "1,500,000"),
        ("three billion", "3,000,000,000"),
        ("first", "1st"),
        ("twenty-first", "21st"),
        ("zero", "0"),
    ],
)
def test_a_number_in_words_is_its_figures(words: str, figures: str) -> None:
    assert len(keys(words)) == 1
    assert keys(words) == keys(figures) == keys(words.upper())


@pytest.mark.parametrize(
    "text", ["5, 6", "5-6", "two three four", "1990 5", "twenty, five", "twenty twenty-five", "3 or 4", "five. Six"]
)
def test_numbers_that_only_follow_one_another_are_not_one(text: str) -> None:
    assert len([key for key in keys(text) if key[0].isdigit()]) > 1


def test_a_number_in_several_words_stands_where_all_of_them_stand() -> None:
    assert shown("about two hundred and five carts") == ["about", "two hundred and five", "carts"]


@pytest.mark.parametrize(
    "text", ["$5 million", "5 million dollars", "five million dollars", "$ 5,000,000", "$5-million"]
)
def test_money_is_its_number_and_its_currency(text: str) -> None:
    assert keys(text) == ["5000000", "dollars"]


@pytest.mark.parametrize(
    ("text", "words"), [("£2", "two pounds"), ("€ 3.50", "3.50 euros"), ("$1", "1 dollars"), ("$0.5", "0.5 dollars")]
)
def test_a_sign_of_money_is_the_word_for_it(text: str, words: str) -> None:
    assert keys(text) == keys(words)


@pytest.mark.parametrize(
    ("text", "words"),
    [("5 €", "5 euros"), ("5€", "5 euros"), ("5 million £", "5 million pounds"), ("¥5", "5 ¥"), ("20¢", "20 cents")],
)
def test_a_sign_of_money_may_stand_behind_its_number(text: str, words: str) -> None:
    assert keys(text) == keys(words)
    assert len(keys(text)) == 2


@pytest.mark.parametrize("text", ["-5 degrees", "It was −5 degrees", "(-5 degrees)", "“-5 degrees”"])
def test_a_hyphen_right_before_a_number_is_minus(text: str) -> None:
    assert keys(text)[-3:] == keys("minus 5 degrees")


@pytest.mark.parametrize("text", ["3-5 boats", "COVID-19", "the G-7", "5 - 6", "- 5 boats", "a—5"])
def test_a_hyphen_between_words_is_no_minus(text: str) -> None:
    assert "minus" not in keys(text)


def test_a_sign_of_money_without_a_number_is_nothing() -> None:
    assert keys("US$ and £ and a$b") == ["us", "and", "and", "a", "b"]


@pytest.mark.parametrize("text", ["50%", "50 %", "50 percent", "fifty percent", "fifty pct"])
def test_percent_is_a_word_of_its_own(text: str) -> None:
    assert keys(text) == ["50", "percent"]


@pytest.mark.parametrize("text", ["fifty per cent", "50 per\u00a0cent", "50 Per Cent", "Fifty per-cent"])
def test_per_cent_in_two_words_is_percent(text: str) -> None:
    assert keys(text) == ["50", "percent"]
    assert shown(text)[1].casefold() in ("per cent", "per\u00a0cent", "per-cent")


@pytest.mark.parametrize("text", ["one per, cent", "a coin per\ncent", "per [cent]", "five cents per centner"])
def test_per_and_cent_apart_are_two_words(text: str) -> None:
    assert "percent" not in keys(text)


@pytest.mark.parametrize(("words", "figures"), [("a hundred ships", "100 ships"), ("a million", "1 million")])
def test_a_hundred_is_one_hundred(words: str, figures: str) -> None:
    assert keys(words) == keys(figures)


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("nineteen eighty-four", "1984"),
        ("Nineteen Eighty Four", "1984"),
        ("nineteen ninety", "1990"),
        ("nineteen twenty-five", "1925"),
        ("eighteen sixty-one", "1861"),
        ("nineteen oh five", "1905"),
        ("nineteen hundred", "1900"),
        ("nineteen hundred and five", "1905"),
    ],
)
def test_a_year_in_words_is_its_figures(words: str, figures: str) -> None:
    assert keys(words) == keys(figures)
    assert shown(words) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "nineteen, eighty-four",
        "nineteen\neighty-four",
        "19 84",
        "nineteen 84",
        "nineteen twenty boats",
        "fifteen thirty minutes",
        "fifteen sixteen boats",
        "they won nineteen fourteen",
        "nineteen eighty-four-ton ships",
        "nineteen eighty dollars",
        "nineteen eighty percent",
        "nineteen eighty thousand",
        "nineteen ninety 5",
        "oh nineteen oh no",
    ],
)
def test_two_numbers_that_need_not_be_a_year_are_two(text: str) -> None:
    assert any(key in keys(text) for key in ("15", "19"))


@pytest.mark.parametrize(("words", "figures"), [("2.3 million", "2,300,000"), ("1.1 thousand", "1,100")])
def test_a_decimal_of_a_scale_is_its_figures(words: str, figures: str) -> None:
    assert keys(words) == keys(figures)


@pytest.mark.parametrize(("one", "other"), [("the one chance", "the first chance"), ("two ferries", "second ferries")])
def test_how_many_is_not_which(one: str, other: str) -> None:
    assert keys(one) != keys(other)


@pytest.mark.parametrize("text", ["code 7e9123 of the list", "1 " + "hundred " * 200])
def test_what_looks_like_a_number_without_end_is_read(text: str) -> None:
    assert keys(text)


@pytest.mark.parametrize("blank", [" ", "\t", "\u2009", "  "])
def test_a_number_goes_on_after_any_blank_of_a_line(blank: str) -> None:
    assert keys(f"twenty{blank}five ferries") == ["25", "ferries"]


# --- what is no word of the speaker


@pytest.mark.parametrize(
    "note",
    [
        "[applause]",
        "[Applause.]",
        "[ laughter ]",
        "[Laughter and applause]",
        "[cheers]",
        "[booing]",
        "[crosstalk]",
        "[cross-talk]",
        "[inaudible]",
        "[unintelligible 10:05]",
        "[indiscernible]",
        "[sic]",
        "[ph]",
        "(LAUGHTER)",
        "(APPLAUSE)",
        "(CROSSTALK)",
        "(VIDEO CLIP)",
        "(laughter)",
        "(applause.)",
    ],
)
def test_a_note_of_whoever_wrote_it_down_is_none(note: str) -> None:
    assert keys(f"We stay {note} all winter.") == ["we", "stay", "all", "winter"]


@pytest.mark.parametrize(
    "note", ["(Laughter)", "(Laughter.)", "(Applause.)", "[LAUGHTER]", "[INAUDIBLE]", "[CROSSTALK]"]
)
def test_a_note_is_one_however_its_capitals(note: str) -> None:
    assert keys(f"We stay {note} all winter.") == ["we", "stay", "all", "winter"]


def test_numbers_of_a_list_are_none() -> None:
    assert keys("1. Ferries\n 2) Carts\n10. Boats 3. now") == ["ferries", "carts", "boats", "3", "now"]


def test_a_number_that_ends_a_sentence_is_one() -> None:
    assert keys("We had 50. Then we had 3.") == ["we", "had", "50", "then", "we", "had", "3"]


@pytest.mark.parametrize(
    "text",
    [
        "[b]We[/b] stay",
        "[QUOTE=Ilse Tarn]We stay[/QUOTE]",
        "[quote]We[/quote] [i]stay[/i]",
        "[url=https://example.org/a?b=c]We stay[/url]",
        "[IMG][/IMG]We stay",
    ],
)
def test_markup_of_a_forum_is_none(text: str) -> None:
    assert keys(text) == ["we", "stay"]


@pytest.mark.parametrize(
    "text", ["don&#8217;t", "don&#x2019;t", "don&rsquo;t", "don&#39;t", "don&apos;t", "don\\'t", "don\u2060’t"]
)
def test_an_apostrophe_that_was_left_as_markup_is_one(text: str) -> None:
    assert keys(text) == ["do", "not"]


def test_what_markup_left_of_other_signs_is_that_sign() -> None:
    text = "&quot;Carts &amp; boats&quot;&nbsp;&mdash;&nbsp;Caf&eacute; &hellip; 5"
    assert keys(text) == ["carts", "boats", "cafe", GAP, "5"]


@pytest.mark.parametrize("sign", ["&pound;", "&#163;", "&#36;", "&euro;"])
def test_a_sign_of_money_that_was_left_as_markup_is_one(sign: str) -> None:
    assert len(keys(f"{sign}5 were paid")) == 4
    assert shown(f"{sign}5 were paid")[0] == f"{sign}5"


@pytest.mark.parametrize("text", ["AT&T", "a & b", "&", "&;", "&#;", "&unknown; x", "&#1114112; x", "&#0; x"])
def test_an_ampersand_that_is_no_markup_does_no_harm(text: str) -> None:
    assert as_seen(text)
    assert all(token.span.of(text) for token in tokens(text))


@pytest.mark.parametrize("text", ["&unknown; x", "a &nosuchsign; b"])
def test_a_word_that_only_looks_like_markup_counts(text: str) -> None:
    assert len(keys(text)) == len(text.split())


@pytest.mark.parametrize(
    ("escaped", "plain"),
    [
        ("caf&eacute;s", "cafés"),
        ("na&iuml;ve", "naïve"),
        ("Citt&#224;s", "Cittàs"),
        ("&Aring;ngstr&ouml;m", "Ångström"),
    ],
)
def test_a_letter_that_was_left_as_markup_stands_inside_its_word(escaped: str, plain: str) -> None:
    assert keys(escaped) == keys(plain)
    assert shown(escaped) == [escaped]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("twenty&nbsp;five", ["25"]),
        ("twenty&#8211;five", ["25"]),
        ("2&nbsp;million", ["2000000"]),
        ("1&#44;000", ["1000"]),
        ("50&nbsp;%", ["50", "percent"]),
        ("&pound;5&nbsp;million", ["5000000", "pounds"]),
        ("twenty&comma; five", ["20", "5"]),
    ],
)
def test_what_was_left_as_markup_stands_inside_a_number(text: str, found: list[str]) -> None:
    assert keys(text) == found


# --- what the printed words show


@pytest.mark.parametrize(
    "gap", ["…", "...", "....", ". . .", "[…]", "[...]", "[ . . . ]", "(…)", "[snip]", "[* * *]", "&hellip;", "&#8230;"]
)
def test_an_ellipsis_in_any_form_is_a_gap(gap: str) -> None:
    assert keys(f"We stay {gap} all winter") == ["we", "stay", GAP, "all", "winter"]
    assert not bracketed(f"We stay {gap} all winter")


@pytest.mark.parametrize("text", ["We stay. All winter", "We stay.. all winter", "We. Stay. All winter", "3.5"])
def test_full_stops_are_no_gap(text: str) -> None:
    assert GAP not in keys(text)


def test_words_in_brackets_are_told() -> None:
    assert bracketed("They will keep [the 2 ferries, and] it [all].") == ["the", "2", "ferries", "and", "all"]


@pytest.mark.parametrize("text", ["We [stay all winter", "We stay] all winter", "We [" + "stay " * 60 + "] all"])
def test_a_bracket_that_is_not_closed_soon_is_none(text: str) -> None:
    assert not bracketed(text)


def test_a_bracket_inside_a_word_is_told_with_it() -> None:
    assert [(t.key, t.bracketed) for t in tokens("[W]e stay")] == [("w", True), ("e", False), ("stay", False)]


@pytest.mark.parametrize("text", ["", " \n", "…"[:0], "—", "!?", "“”", "_", "😀", "\u0301", "\ud800", "\u2060"])
def test_what_has_no_words_has_no_tokens(text: str) -> None:
    assert tokens(text) == ()


# --- where tokens stand


@given(TEXTS)
@example("$5 and $5 million, 5 million dollars (LAUGHTER) &#8217; [x] … 1. ")
@settings(deadline=None)
def test_tokens_stand_inside_any_text_and_end_in_order(text: str) -> None:
    ends = [0]
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.key
        assert token.end >= ends[-1]
        ends.append(token.end)


@given(TEXTS)
@example("$5 was paid, and €5 million, 5 £, $\n1. x")
@settings(deadline=None)
def test_tokens_begin_in_order(text: str) -> None:
    begun = [token.start for token in tokens(text)]
    assert begun == sorted(begun)


def test_money_stands_where_its_sign_and_its_number_stand() -> None:
    assert shown("They paid $5, then £2.50 and € 7") == [
        "They", "paid", "$5", "$5", "then", "£2.50", "£2.50", "and", "€ 7", "€ 7"
    ]  # fmt: skip


@given(TEXTS.filter(bool), st.data())
@settings(deadline=None)
def test_tokens_within_a_span_stand_inside_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    assert all(span.start <= token.start < token.end <= span.end for token in tokens(text, span))


def test_a_span_without_length_has_no_tokens() -> None:
    assert tokens("We stay all winter.", Span(3, 3)) == ()


def test_a_span_has_the_tokens_that_its_words_have_by_themselves() -> None:
    text = "He said: “We can’t pay $5 million … [for] it,” and left."
    quoted = "We can’t pay $5 million … [for] it"
    start = text.index(quoted)
    assert keys(text, Span(start, start + len(quoted))) == keys(quoted)


def test_a_number_in_the_midst_of_a_line_is_none_of_a_list() -> None:
    text = "They sold 12. Then they left."
    assert keys(text, Span(10, len(text))) == ["12", "then", "they", "left"]
    assert keys(text[10:], Span(0, len(text) - 10)) == ["then", "they", "left"]


@pytest.mark.parametrize("text", ["don’t", "they'll", "$5 million", "5 million dollars"])
def test_tokens_read_from_one_word_stand_in_one_place(text: str) -> None:
    assert len({token.span.of(text) for token in tokens(text)}) in (1, 2)


# --- the same words, printed in another way

WORDS = st.sampled_from(
    "ferry harbour’s don't we're it’s Tarn colour centre travelled okay the of not Mr well its".split()
)
NUMBERS = st.sampled_from("5 twenty-five 2,500 3.5 fifty% $7 hundred million 21st and".split())


@given(
    st.lists(WORDS, min_size=1, max_size=20), st.lists(st.sampled_from([" ", "  ", "\u00a0", "\n", "\t", ", ", " – "]))
)
@settings(deadline=None)
def test_words_are_the_same_whatever_stands_between_them(words: list[str], between: list[str]) -> None:
    pairs = zip(words, [*between, *" " * len(words)], strict=False)
    assert keys("".join(word + blank for word, blank in pairs)) == keys(" ".join(words))


@given(st.lists(WORDS | NUMBERS, min_size=1, max_size=20), st.lists(st.sampled_from([" ", "  ", "\u00a0"])))
@settings(deadline=None)
def test_words_and_numbers_are_the_same_whatever_their_blanks_and_capitals(
    words: list[str], between: list[str]
) -> None:
    pairs = zip(words, [*between, *" " * len(words)], strict=False)
    text = "".join(word + blank for word, blank in pairs)
    assert keys(text) == keys(text.upper()) == keys(text.lower()) == keys(" ".join(words))


# --- without end


QUADRATIC = 40
"""Times longer, for eight times as much, from which a reading no longer grows with the text."""


def growth(read: Callable[[int], object], size: int, times: int = 8) -> float:
    """How many times longer it takes to read so many times as much: 64 times where it grows with the square."""
    return _seconds(read, size * times) / _seconds(read, size)


def _seconds(read: Callable[[int], object], size: int) -> float:
    """Processor time, the least of five: the machine may do other work, and garbage is collected now and then."""
    taken = []
    for _ in range(5):
        began = time.process_time()
        read(size)
        taken.append(time.process_time() - began)
    return max(min(taken), 1e-3)


@pytest.mark.parametrize(
    "unit",
    [
        "The ferry won’t sail at noon. ",
        "harbour",
        "a'",
        "[",
        "[ ",
        "]",
        "[snip",
        " \t",
        ". ",
        ".",
        "&",
        "&#8217;a",
        "\\'",
        "\u2060'",
        "(A",
        "(laughter",
        "1. \n",
        "-",
        "é",
        "😀",
    ],
)
def test_a_text_eight_times_as_long_takes_about_eight_times_as_long(unit: str) -> None:
    assert growth(lambda size: tokens(unit * size), 2_000) < QUADRATIC


@pytest.mark.parametrize(
    ("unit", "size"), [("7 ", 250), ("1,111", 250), ("twenty five ", 250), ("$5 million, ", 2_000)]
)
def test_numbers_without_end_take_time_that_grows_with_their_number(unit: str, size: int) -> None:
    assert growth(lambda size: tokens(unit * size), size) < QUADRATIC


def test_tags_without_end_take_time_that_grows_with_their_number() -> None:
    assert growth(lambda size: tokens("[b=" * size), 500) < QUADRATIC


@pytest.mark.parametrize("ending", ["'d", "n't", "'ll"])
def test_a_word_with_endings_without_end_is_read(ending: str) -> None:
    assert tokens("x" + ending * 3_000)


def test_a_word_of_a_megabyte_is_one_token() -> None:
    (token,) = tokens("a" * 1_000_000)
    assert (token.start, token.end) == (0, 1_000_000)


@given(st.text(alphabet="ab1 2.,-[]()$%…’'\n", max_size=40) | st.text(max_size=40))
@settings(deadline=None)
def test_a_text_of_plain_words_is_read_as_any_other(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tokenizing, "_MORE_THAN_WORDS", re.compile(""))
        thorough = tokens(text)
    assert tokens(text) == thorough


@pytest.mark.parametrize("text", ["November 8th", "November 8", "on november eighth"])
def test_a_day_of_a_month_is_the_same_with_and_without_its_ending(text: str) -> None:
    assert keys(text)[-2:] == ["november", "8"]


@pytest.mark.parametrize("text", ["the 8th", "may the 8th", "November 88th"])
def test_an_ordinal_that_is_no_day_behind_a_month_stays_one(text: str) -> None:
    assert keys(text)[-1] in ("8th", "88th")


@given(TEXTS)
@settings(deadline=None)
def test_places_are_counted_from_where_the_text_begins(text: str) -> None:
    moved = [token._replace(start=token.start + 70, end=token.end + 70) for token in tokens(text)]
    assert [*tokens(text, at=70)] == moved
