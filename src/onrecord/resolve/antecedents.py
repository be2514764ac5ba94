"""Finds whom a pronoun or "the minister" means: candidates, their comparison, a judgement that may abstain."""

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
_SPOKE, _LEADS, _SAME_PARAGRAPH, _MAIN = 1.2, 0.9, 0.4, 0.6
_POSSESSIVE, _OBLIQUE, _QUOTED, _SPOKEN, _UNSURE, _UNTOLD_GENDER = -0.8, -1.0, -1.1, -0.8, -1.2, -0.4
_UNTOLD_WORD, _UNTOLD_MOST = 0.3, 0.8
"""What each qualifier costs that the text does not give the person, and all together."""
_PARTING = frozenset("prime vice deputy assistant associate former ex acting interim lieutenant district late".split())
"""Qualifiers that make another role of one: a vice president is no president."""
_COMING = 700
"""Characters after a title within which the name may follow: two paragraphs."""
_VARIED = 2
"""Sentences over which reports vary a name."""
_MANY = 24
"""Holders of one title who are all compared; a list of 500 senators would make every "the senator" slow."""
_NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Whom words mean, with the reason; no figure where several fit equally or none does."""

    figure: int | None
    reason: str


def pronoun_choice(
    discourse: Discourse, pronoun: str, place: int, spoke: frozenset[tuple[int, int]], barred: Iterable[int]
) -> Choice:
    """Whom "he" or "she" at a place means. `spoke` tells who spoke before and in which sentence, `barred` who cannot
    be meant."""
    gender = "male" if pronoun in MALE else "female"
    excluded = frozenset(barred)
    candidates = [
        naming
        for naming in discourse.before(place, _WINDOW)
        if naming.figure not in excluded and _fits(discourse.figures[naming.figure], gender)
    ]
    return _judge(discourse, pronoun, place, candidates, spoke, gender)


def _fits(figure: Figure, gender: str) -> bool:
    return figure.type in ("person", "unnamed_person") and figure.gender in (gender, "any")


def _judge(
    discourse: Discourse,
    pronoun: str,
    place: int,
    candidates: Sequence[Naming],
    spoke: frozenset[tuple[int, int]],
    gender: str,
) -> Choice:
    scores: dict[int, float] = {}
    for naming in candidates:
        score = _score(discourse, naming, place, (naming.figure, naming.sentence) in spoke, gender)
        if score > 0:
            scores[naming.figure] = max(scores.get(naming.figure, 0.0), score)
    if not scores:
        return Choice(figure=None, reason=f"“{pronoun}” can mean nobody who is named shortly before it")
    ranked = sorted(scores, key=lambda figure: -scores[figure])
    best = ranked[0]
    if len(ranked) > 1 and scores[best] - scores[ranked[1]] < _MARGIN:
        names = " and ".join(discourse.figures[figure].name for figure in ranked[:2])
        return Choice(figure=None, reason=f"“{pronoun}” fits {names} equally")
    return Choice(figure=best, reason=_reason(discourse, pronoun, best, ranked))


def _score(discourse: Discourse, naming: Naming, place: int, spoke: bool, gender: str) -> float:
    """How well a naming fits a pronoun: near, the subject, one who spoke before; less so in others' words."""
    apart = discourse.sentence(place) - naming.sentence
    if apart > _SENTENCES:
        return 0.0
    figure = discourse.figures[naming.figure]
    score = _FADES[apart] + spoke * (_SPOKE if apart < _VARIED else _SPOKE / 2) + _LEADS * naming.leads
    score += _SAME_PARAGRAPH * (naming.paragraph == discourse.paragraph(place))
    score += _POSSESSIVE * naming.possessive + _UNSURE * (not figure.sure) + _UNTOLD_GENDER * (figure.gender != gender)
    score += _OBLIQUE * naming.oblique + _MAIN * discourse.share(naming.figure)
    if naming.quoted and not discourse.is_quoted(place):
        return score + _QUOTED
    return score + _SPOKEN * (naming.spoken >= 0 and naming.spoken != discourse.content(place))


def _reason(discourse: Discourse, pronoun: str, best: int, ranked: Sequence[int]) -> str:
    name = discourse.figures[best].name
    if len(ranked) == 1:
        who = {"male": "man", "female": "woman"}.get(discourse.figures[best].gender, "person")
        return f"{name} is the only {who} named shortly before “{pronoun}”"
    return f"{name} is nearest before “{pronoun}” as the one spoken of or speaking"


def role_choice(
    discourse: Discourse, reference: Reference, place: int, barred: Iterable[int], lexicon: Lexicon
) -> Choice:
    """Whom "the foreign minister" means: the one figure that the text describes so."""
    asked = reference.description
    if asked is None or not asked.noun:
        return Choice(figure=None, reason=f"“{reference.words}” names nobody")
    excluded = frozenset(barred)
    figures = discourse.figures
    scores = {
        number: score
        for number in _known_as(discourse, asked.noun, place, lexicon)
        if number not in excluded and (score := _described_so(figures[number], reference, lexicon)) > 0
    }
    if not scores:
        return Choice(figure=None, reason=f"the text names nobody as “{reference.words}”")
    top = max(scores.values())
    best = [number for number, score in scores.items() if score == top]
    if len(best) > 1:
        best = _nearest(discourse, place, best)
    if len(best) > 1:
        names = " and ".join(discourse.figures[number].name for number in best[:2])
        return Choice(figure=None, reason=f"“{reference.words}” fits {names} equally")
    return Choice(
        figure=best[0], reason=f"“{reference.words}” is what the text calls {discourse.figures[best[0]].name}"
    )


def _known_as(discourse: Discourse, noun: str, place: int, lexicon: Lexicon) -> Iterable[int]:
    """The figures that the text describes by a noun; where they are many, those of them who are named near."""
    every = discourse.cast.described_as(noun, lexicon)
    if len(every) <= _MANY:
        return every
    held = frozenset(every)
    near = dict.fromkeys(naming.figure for naming in discourse.before(place, _WINDOW))
    return tuple(figure for figure in near if figure in held)


def varied_choice(discourse: Discourse, reference: Reference, place: int, last: int | None, lexicon: Lexicon) -> Choice:
    """Whom "the Ohio governor" means where the text calls nobody so: whoever spoke last, in one of the two sentences
    before, when nobody else is named in between. Reports vary their words like that."""
    none = Choice(figure=None, reason=f"the text names nobody as “{reference.words}”")
    if last is None or not reference.definite or discourse.is_quoted(place) or reference.noun not in lexicon.varied:
        return none
    since = [n for n in discourse.before(place, 12) if discourse.sentence(place) - n.sentence <= _VARIED]
    here = {n.figure for n in since if n.sentence == discourse.sentence(place) and not n.quoted}
    figure = discourse.figures[last]
    if figure.type != "person" or here - {last} or not any(n.figure == last for n in since):
        return none
    if not _may_hold(figure, reference, lexicon):
        return none
    return Choice(figure=last, reason=f"“{reference.words}” goes on about {figure.name}, who spoke right before")


def coming_choice(discourse: Discourse, reference: Reference, speaking: frozenset[int]) -> Choice:
    """Whom a title in the first sentence of a report means, where the next to speak is somebody new whom the text
    does not describe: "The tax commissioner says no. … Ann Smith says she has checked." `speaking` tells where names
    stand that open a source."""
    none = Choice(figure=None, reason=f"the text names nobody as “{reference.words}”")
    place = reference.span.start
    for naming in discourse.after(place, 6):
        figure = discourse.figures[naming.figure]
        if figure.type != "person" or naming.start not in speaking:
            continue
        first = next((name for name in figure.names if not name.headline), figure.names[0])
        new = len(first.words) > 1 and first.opening == naming.start
        near = naming.start - place < _COMING and not figure.descriptions
        if new and near and _fits_gender(figure, reference):
            reason = f"“{reference.words}” comes right before {figure.name} speaks, whom the text introduces no further"
            return Choice(figure=naming.figure, reason=reason)
        return none
    return none


def _fits_gender(figure: Figure, reference: Reference) -> bool:
    asked = reference.description
    return asked is not None and (asked.gender == "any" or figure.gender in (asked.gender, "any"))


def _may_hold(figure: Figure, reference: Reference, lexicon: Lexicon) -> bool:
    """Whether nothing speaks against a role: no body or place that is another's, no other party, no other gender."""
    asked = reference.description
    if asked is None or not _fits_gender(figure, reference):
        return False
    held = asked.affiliation
    if held is None or held == figure.affiliation:
        return True
    known = {told.affiliation for told in figure.descriptions if told.affiliation}
    if held in lexicon.parties.values():
        return not known & set(lexicon.parties.values())
    if held in lexicon.demonyms.values() and known & set(lexicon.demonyms.values()):
        return held in known
    return (held in lexicon.regions or held in lexicon.states) and _may_come_from(figure, held, lexicon)


def _may_come_from(figure: Figure, place: str, lexicon: Lexicon) -> bool:
    """Whether a figure is said to be of a place, or of none."""
    places = {told.affiliation for told in figure.descriptions if told.affiliation in lexicon.regions}
    places |= {told.seat for told in figure.descriptions if told.seat}
    return place in places or not places


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


def _is_of(figure: Figure, asked: Description, lexicon: Lexicon) -> bool:
    """Whether "the Ohio senator" may be a figure; "the Ohio Republican" must be said to be of Ohio."""
    place = asked.affiliation or ""
    said = any(place in (told.affiliation, told.seat) for told in figure.descriptions)
    return said or (not asked.relative and _may_come_from(figure, place, lexicon))


def _alike(noun: str, asked: Description, told: Description, lexicon: Lexicon) -> float:
    """How well one description bears out another: the same noun, the same holder, no "deputy" against a chief."""
    if not _same_noun(noun, told.noun or "", lexicon):
        return 0.0
    if asked.affiliation and told.affiliation and asked.affiliation not in (told.affiliation, told.seat):
        return 0.0
    has = told.modifiers | frozenset((told.affiliation or "").casefold().split())
    if (asked.modifiers ^ has) & _PARTING:
        return 0.0
    missing = len(asked.modifiers - has)
    return 1.0 + len(asked.modifiers & has) - min(_UNTOLD_WORD * missing, _UNTOLD_MOST)


def _same_noun(one: str, other: str, lexicon: Lexicon) -> bool:
    return one == other or bool(lexicon.same_roles.get(one, _NONE) & lexicon.same_roles.get(other, _NONE))
