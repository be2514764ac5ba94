"""Finds whom a pronoun or "the minister" means: candidates, their comparison with reasons, a judgement that may abstain."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.resolve.discourse import Discourse, Naming
from onrecord.resolve.identities import Figure
from onrecord.resolve.lexicon import Lexicon
from onrecord.resolve.roles import Description
from onrecord.resolve.sources import Reference

MALE = frozenset(("he", "him", "his", "himself"))
FEMALE = frozenset(("she", "her", "hers", "herself"))
_WINDOW = 24
"""Namings that are looked back at. In PolNeAR's dev articles the right one is among the last 14."""
_SENTENCES = 9
_MARGIN = 0.3
"""Two candidates whose scores are nearer than this fit equally."""
_FADES = (4.0, 3.2, 2.2, 1.6, 1.1, 0.8, 0.5, 0.3, 0.2, 0.1)
"""What a naming counts by the sentences between it and the pronoun. Set by hand on the labelled dev articles."""
_SPOKE, _LEADS, _SAME_PARAGRAPH = 1.2, 0.9, 0.4
_POSSESSIVE, _QUOTED, _UNSURE, _UNTOLD_GENDER = -0.8, -1.1, -1.2, -0.4
_UNTOLD_WORD = 0.4
"""What a qualifier costs that the text does not give the person: a third one outweighs the noun."""
_NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Whom words mean, with the reason; no figure where several fit equally or none does."""

    figure: int | None
    reason: str


def pronoun_choice(
    discourse: Discourse, pronoun: str, place: int, spoke: Sequence[tuple[int, int]], barred: Iterable[int]
) -> Choice:
    """Whom "he" or "she" at a place means. `spoke` tells who spoke where before; `barred` cannot be meant."""
    gender = "male" if pronoun in MALE else "female"
    excluded = frozenset(barred)
    candidates = [
        naming
        for naming in discourse.before(place, _WINDOW)
        if naming.figure not in excluded and _fits(discourse.cast.figures[naming.figure], gender)
    ]
    return _judge(discourse, pronoun, place, candidates, dict(spoke), gender)


def _fits(figure: Figure, gender: str) -> bool:
    return figure.type == "person" and figure.gender in (gender, "any")


def _judge(
    discourse: Discourse,
    pronoun: str,
    place: int,
    candidates: Sequence[Naming],
    spoke: dict[int, int],
    gender: str,
) -> Choice:
    scores: dict[int, float] = {}
    for naming in candidates:
        score = _score(discourse, naming, place, naming.start in spoke, gender)
        if score > 0:
            scores[naming.figure] = max(scores.get(naming.figure, 0.0), score)
    if not scores:
        return Choice(figure=None, reason=f"nobody named before “{pronoun}” can be meant by it")
    ranked = sorted(scores, key=lambda figure: -scores[figure])
    best = ranked[0]
    if len(ranked) > 1 and scores[best] - scores[ranked[1]] < _MARGIN:
        names = " and ".join(discourse.cast.figures[figure].name for figure in ranked[:2])
        return Choice(figure=None, reason=f"“{pronoun}” fits {names} equally")
    return Choice(figure=best, reason=_reason(discourse, pronoun, place, best, ranked, gender))


def _score(discourse: Discourse, naming: Naming, place: int, spoke: bool, gender: str) -> float:
    """How well a naming fits a pronoun: near, the subject, one who spoke before; less so in others' words."""
    apart = discourse.sentence(place) - naming.sentence
    if apart > _SENTENCES:
        return 0.0
    figure = discourse.cast.figures[naming.figure]
    score = _FADES[apart] + _SPOKE * spoke + _LEADS * naming.leads
    score += _SAME_PARAGRAPH * (naming.paragraph == discourse.paragraph(place))
    score += _POSSESSIVE * naming.possessive + _UNSURE * (not figure.sure) + _UNTOLD_GENDER * (figure.gender != gender)
    quoted_apart = naming.quoted and not discourse.is_quoted(place)
    return score + _QUOTED * quoted_apart


def _reason(discourse: Discourse, pronoun: str, place: int, best: int, ranked: Sequence[int], gender: str) -> str:
    name = discourse.cast.figures[best].name
    if len(ranked) == 1:
        who = "man" if gender == "male" else "woman"
        return f"{name} is the only {who} named shortly before “{pronoun}”"
    return f"{name} is named nearest before “{pronoun}”, as the one spoken of"


def role_choice(
    discourse: Discourse, reference: Reference, place: int, barred: Iterable[int], lexicon: Lexicon
) -> Choice:
    """Whom "the foreign minister" means: the one figure that the text describes so."""
    asked = reference.description
    if asked is None or not asked.noun:
        return Choice(figure=None, reason=f"“{reference.words}” names nobody")
    excluded = frozenset(barred)
    scores = {
        number: score
        for number, figure in enumerate(discourse.cast.figures)
        if number not in excluded and (score := _described_so(figure, reference, lexicon)) > 0
    }
    if not scores:
        return Choice(figure=None, reason=f"the text names nobody as “{reference.words}”")
    top = max(scores.values())
    best = [number for number, score in scores.items() if score == top]
    if len(best) > 1:
        best = _nearest(discourse, place, best)
    if len(best) > 1:
        names = " and ".join(discourse.cast.figures[number].name for number in best[:2])
        return Choice(figure=None, reason=f"“{reference.words}” fits {names} equally")
    return Choice(
        figure=best[0], reason=f"“{reference.words}” is what the text calls {discourse.cast.figures[best[0]].name}"
    )


def _nearest(discourse: Discourse, place: int, numbers: Sequence[int]) -> list[int]:
    """The one named last before a place, within the paragraph or the one before it; else all."""
    here = discourse.paragraph(place)
    for naming in discourse.before(place, _WINDOW):
        if naming.figure in numbers and here - naming.paragraph <= 2:
            return [naming.figure]
    return list(numbers)


def _described_so(figure: Figure, reference: Reference, lexicon: Lexicon) -> float:
    """How well a figure's descriptions bear out the words: the same noun, no qualifier against it."""
    asked = reference.description
    if asked is None or figure.type != "person":
        return 0.0
    if asked.gender != "any" and figure.gender not in (asked.gender, "any"):
        return 0.0
    return max(
        (_alike(asked.noun or "", asked, told, lexicon) for told in figure.descriptions if told.noun), default=0.0
    )


def _alike(noun: str, asked: Description, told: Description, lexicon: Lexicon) -> float:
    if not _same_noun(noun, told.noun or "", lexicon):
        return 0.0
    if asked.affiliation and told.affiliation and asked.affiliation != told.affiliation:
        return 0.0
    has = told.modifiers | frozenset((told.affiliation or "").casefold().split())
    if ("former" in asked.modifiers) != ("former" in has):
        return 0.0
    return 1.0 + len(asked.modifiers & has) - _UNTOLD_WORD * len(asked.modifiers - has)


def _same_noun(one: str, other: str, lexicon: Lexicon) -> bool:
    return one == other or bool(lexicon.same_roles.get(one, _NONE) & lexicon.same_roles.get(other, _NONE))
