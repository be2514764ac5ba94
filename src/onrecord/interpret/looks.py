"""Tells what only looks like a forecast, and why: wishes, advice, vows of one's own, questions, habits, courtesies.

Each rule is a function of one `Look`; RULES asks them in their order, and the first that says yes names what it is.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from onrecord.interpret.clauses.ahead import Ahead
from onrecord.interpret.clauses.bounds import Clause
from onrecord.interpret.clauses.lexicon import Lexicon
from onrecord.interpret.voices import Voice
from onrecord.model.base import Span

NEAR = 80
"""Characters before a clause in which words that govern it stand ("I think", "anyone who")."""

_ASKS = frozenset("whether how what who whom whose why when where which whoever whatever wherever".split())
_UNDER = frozenset("if unless when once until than lest".split())
_ENDS_ASKING = re.compile(r"\?[\s\"”’)\]!?]*\Z")
_ASKS_IF = re.compile(r"\b(?:ask|asks|asked|wonder|wonders|wondering|wondered|see|know|sure|question)\s+\Z")
_WISH = re.compile(
    r"\b(?:hop(?:e|es|ed|ing)|wish(?:es|ed|ing)?|pray(?:s|ed|ing)?|let[’']s hope|fingers crossed|would like"
    r"|i[’']d like|want(?:s|ed)?|dream(?:s|t|ed|ing)?)\b[^.;…(]{0,60}\Z",
    re.I,
)
_HOPEFULLY = re.compile(r"\bhopefully\b", re.I)
_ASKED_OF = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|urg(?:e|es|ed|ing)|demand(?:s|ed|ing)?|insist(?:s|ed)?|wonder(?:s|ed|ing)?|call(?:s"
    r"|ed)? (?:for|on))\b[^.;]{0,60}\Z",
    re.I,
)
_BELIEF = re.compile(
    r"\b(?:i|we)(?:[’']m| am| are|[’']re)? (?:\w+ly |still |do |also |really )?(?:think|believe|reckon|expect"
    r"|suspect|guess|suppose|predict|bet|fear|doubt|feel|sure|certain|confident|convinced|imagine|forecast"
    r"|know)\b"
    r"|\bmy (?:guess|bet|prediction|feeling|fear|money)\b|\bodds are\b|\bchances are\b",
    re.I,
)
_BELIEVES = re.compile(r"\b(?:think|believe|expect|reckon|see|imagine)", re.I)
_FIRST = re.compile(
    r"(?:\A|[\s,])(?:i|we)(?:\s+(?:both|all|two|also|personally|certainly|definitely|just|still))?\Z", re.I
)
_WE = re.compile(r"\bwe(?: all)?\Z", re.I)
_SECOND = re.compile(r"(?:\A|\s)(?:you|u|y[’']all|you guys|you all|one)\Z", re.I)
_PERSON = re.compile(r"(?:\A|\s)(?:he|she|they|people|everyone|everybody|someone|somebody)\Z", re.I)
_READERS = re.compile(r"\b(?:readers?|viewers|listeners|some of you|everyone|everybody|people)\Z", re.I)
_GENERIC = re.compile(r"(?:an?|any|every) [a-z]+(?: [a-z]+)?", re.I)
_ANYONE = re.compile(
    r"\b(?:whoever|whatever|whenever|every time|each time|any time|anytime|anyone who|anybody who|those who"
    r"|people who|if you|when you|where you|someone who|a person who|most people|(?:many|some) people)\b",
    re.I,
)
_COURTESY = re.compile(
    r"\b(?:would be (?:glad|happy|pleased|grateful|willing|nice|great|cool|appreciated)|will do\b"
    r"|that will be all|if you will|will be (?:missed|remembered))\b",
    re.I,
)
_TO_YOU = re.compile(
    r"(?:help|let|allow|give|make|save|cost|get|take|show|tell|teach|keep|bring|serve|leave|enable|provide"
    r"|remind)s? (?:you|us|me)\b",
    re.I,
)
_IMPOSSIBLE = re.compile(
    r"\b(?:pigs (?:will|might|can) fly|hell (?:will freeze|freezes)|(?:when|till|until) (?:the )?cows come home"
    r"|swallow the earth|eat my hat)\b",
    re.I,
)
_DARED = re.compile(r"\W*[A-Z][a-z]+ (?:the|a|an|one|this|that|it|him|them|your?)\b[^.;?!]* and you\s*\Z")
"""A condition put as a command: "Raise the fare and you will see …"."""
_IS_TO = re.compile(r"(?:is|are)\s+to\b")
_AIMS = re.compile(
    r"\b(?:ways?|things?|goals?|aims?|ideas?|secrets?|points?|tricks?|jobs?|keys?|purpose|best|plans?|tasks?"
    r"|mission|intention|answer|solution|challenge|steps?|rules?|advice|hope|dream|alternative|options?|choices?"
    r"|this|that|it|what|all|here|there|policy|strategy|approach|need|role)\b",
    re.I,
)
"""What is said to be to do something is no plan: "the secret is to wait"."""
_IS_HAVING = re.compile(r"\bwe(?: will|[’']ll) be (?:having|getting|seeing|facing)\b", re.I)
_IS_THERE = re.compile(r"\s+(?:there|here|at|in|on|with|back)\b", re.I)
_PARTICLE = re.compile(r"\s+(?:up|down|under|broke|bankrupt|back|apart|short|behind|\w+less)\b", re.I)
_SHALL = re.compile(r"\bshall\b", re.I)
_HAD = re.compile(r"\W*(?:had|if [^,]{1,60}\bhad)\b")
_SHOULD = re.compile(r"\W*(?:Should|Were) (?!(?:you|i|we)\b)\w+")
_PRESENT_CUE = re.compile(
    r"\b(?:says?|think(?:s|ing)?|guess|sure|bet|wonder|believes?|suggests?|feels?|argues?|claims?|would|could"
    r"|might|if)\b",
    re.I,
)
_BROKEN = re.compile(r"\b(?:is|are|was|were|has|have|had|does|do|did|will|would|can|could|need)\b", re.I)
_RELATIVE = re.compile(r"\b(?:who|which|that|whose|where|what)\b", re.I)
_BACKWARD = re.compile(r"\b(?:was|were|been|supposed|about)\b", re.I)
_ONLY_AIMS = re.compile(r"\b(?:hop|want|aim|prepar|propos)", re.I)
_SOON = re.compile(
    r"\b(?:soon|tomorrow|tonight|next (?:week|month|year|season|spring|summer|autumn|fall|winter)|eventually"
    r"|some ?day|one day|by (?:the|20\d\d|then|next)|in the (?:future|end|coming|next|long run)|before long"
    r"|any (?:day|time) now|this (?:week|month|year|winter|summer|spring|autumn|weekend)|20\d\d|within"
    r"|over the next)\b",
    re.I,
)
_CHANGES = frozenset(
    "drop rise fall improve increase decrease decline grow shrink recover arrive ease slow cool warm clear "
    "stabilise stabilize return last".split()
)


@dataclass(frozen=True, kw_only=True)
class Look:
    """A group of verbs in its clause and sentence, as the rules see it. `dated` tells of days still to come."""

    text: str
    sentence: Span
    group: Ahead
    clause: Clause
    voice: Voice
    lexicon: Lexicon
    dated: bool

    @cached_property
    def own(self) -> str:
        return self.clause.span.of(self.text)

    @cached_property
    def verbs(self) -> str:
        return self.group.span.of(self.text)

    @cached_property
    def before(self) -> str:
        """What the sentence says before the clause."""
        return self.text[self.sentence.start : self.clause.span.start].casefold()

    @cached_property
    def subject(self) -> str:
        return (self.clause.subject.of(self.text) if self.clause.subject else "").strip(" ,“\"'‘(")

    @cached_property
    def is_first(self) -> bool:
        return _FIRST.search(self.subject) is not None

    @cached_property
    def is_second(self) -> bool:
        return _SECOND.search(self.subject) is not None and self.voice.kind != "statement"

    @cached_property
    def adds(self) -> bool:
        """Whether the clause adds something with "which" or "who" behind a comma."""
        if self.clause.opening not in ("which", "who"):
            return False
        before = self.text[max(self.sentence.start, self.clause.span.start - 8) : self.clause.span.start].split()
        return len(before) > 1 and before[-2].endswith(",")

    @cached_property
    def is_reported(self) -> bool:
        """Whether somebody is told to have said it, in other words than his and not as what he supposes."""
        found = self.voice.attribution
        return bool(found and found.mode != "direct" and found.cue and not _PRESENT_CUE.search(found.cue.of(self.text)))


def looks_only(look: Look) -> str | None:
    """What the group of verbs is instead of a forecast, in a word; None where it is one."""
    return next((name for name, rule in RULES if rule(look)), None)


def _is_asked(look: Look) -> bool:
    opening = look.clause.opening
    tells_how = opening == "how" and look.voice.attribution is not None and look.voice.attribution.force == "asserted"
    inside = opening in _ASKS and not look.adds and not tells_how
    return (
        inside
        or (opening == "if" and _ASKS_IF.search(look.before) is not None)
        or _ENDS_ASKING.search(look.sentence.of(look.text)) is not None
    )


def _is_condition(look: Look) -> bool:
    return look.clause.opening in _UNDER


def _is_denied(look: Look) -> bool:
    """Nobody says so. Of "nobody thinks it will last" the words are a forecast all the same."""
    found = look.voice.attribution
    if found is None:
        return False
    cue = found.cue.of(look.text) if found.cue else ""
    return found.force == "asked" or (found.negated and _BELIEVES.search(cue) is None)


def _is_wish(look: Look) -> bool:
    return _WISH.search(look.before) is not None or _HOPEFULLY.search(look.own) is not None


def _is_asked_of_others(look: Look) -> bool:
    return _ASKED_OF.search(look.before) is not None


def _is_courtesy(look: Look) -> bool:
    if _COURTESY.search(look.own):
        return True
    return _READERS.search(look.subject) is not None and look.group.verb in look.lexicon.performs


def _is_habit(look: Look) -> bool:
    habits = look.lexicon.habits
    if look.group.verb in habits or any(word in habits for word in look.group.adverbs.split()):
        return True
    condition = look.clause.condition
    leading = condition.of(look.text) if condition and condition.start < look.clause.core.start else ""
    if any(_ANYONE.search(words) for words in (look.subject, look.before[-NEAR:], leading)):
        return True
    return _GENERIC.fullmatch(look.subject) is not None and look.group.form == "will" and look.group.verb != "be"


def _is_relative(look: Look) -> bool:
    """ "A bill that will cut taxes" only tells which bill."""
    return look.clause.subject is None and look.clause.opening in ("that", "who") and not look.adds


def _serves_you(look: Look) -> bool:
    verb = look.group.span.end - len(look.verbs.split()[-1])
    return _TO_YOU.match(look.text, verb, look.clause.span.end) is not None


def _is_vow(look: Look) -> bool:
    """ "I will lose" is a forecast, "I will go" a vow; what "we" announce in a report is a plan of theirs."""
    if not look.is_first or (look.dated and _IS_HAVING.search(look.own)):
        return False
    group, lexicon = look.group, look.lexicon
    we = _WE.search(look.subject) is not None
    if we and look.voice.kind != "post" and group.form in ("will", "going", "due", "plans"):
        return group.verb in lexicon.performs - {"have"}
    if group.form in ("would", "may", "should", "plans") or (we and _IS_THERE.match(look.text, group.span.end)):
        return True
    believed = _BELIEF.search(look.before[-NEAR:]) or _BELIEF.search(look.own)
    if (believed or look.clause.condition is not None or we) and group.verb in lexicon.befalls:
        return group.verb in ("go", "see") and not _befalls(look)
    return not _befalls(look)


def _is_advice(look: Look) -> bool:
    """ "You will want to" advises; "you will lose" and "raise the fare and you will see" do not."""
    if not look.is_second or _DARED.match(look.text, look.sentence.start, look.group.span.start):
        return False
    return look.group.form not in ("will", "going") or not _befalls(look)


def _befalls(look: Look) -> bool:
    """Whether nobody undertakes it: "lose", "end up", "go down", but not "go" or "end"."""
    if look.group.verb in ("go", "end", "fall"):
        return _PARTICLE.match(look.text, look.group.span.end) is not None
    return look.group.verb in look.lexicon.fates


def _is_aim(look: Look) -> bool:
    if _IS_TO.match(look.verbs):
        return _AIMS.search(look.subject) is not None
    return look.group.form == "plans" and _ONLY_AIMS.search(look.verbs) is not None


def _is_joke(look: Look) -> bool:
    return _IMPOSSIBLE.search(look.own) is not None


def _is_rule(look: Look) -> bool:
    """ "The chair shall be elected for two years"; a reader's "shall" is only old-fashioned."""
    return _SHALL.search(look.verbs) is not None and look.voice.kind != "post" and not look.is_first


def _has_no_subject(look: Look) -> bool:
    if look.is_first or look.is_second:
        return False
    shares = look.clause.shared is not None and not look.group.verb
    if not look.subject:
        return not look.adds and not shares
    return _BROKEN.search(look.subject) is not None and not _RELATIVE.search(look.subject)


def _is_supposed(look: Look) -> bool:
    """ "A golf course would look good there"; reported futures and "should it fail, he would go" are forecasts."""
    if look.group.form != "would" or look.is_first:
        return False
    if _HAD.match(look.before) or (look.subject.casefold() == "it" and look.group.verb == "be"):
        return True
    if _SHOULD.match(look.text, look.sentence.start, look.sentence.end):
        return False
    return not look.is_reported or look.clause.condition is not None


def _is_open(look: Look) -> bool:
    """ "May" and "might" say little of what is to come, unless they name a time or say "well"."""
    if look.group.form != "may" or look.is_first:
        return False
    if "well" in look.group.adverbs.split() or look.subject.endswith(" well"):
        return False
    return not _SOON.search(look.own) or look.group.verb in ("be", "have", "want", "seem")


def _is_due(look: Look) -> bool:
    """ "Should" is advice or duty, but for what changes by itself or by a day."""
    if look.group.form != "should" or look.is_first:
        return False
    of_things = _PERSON.search(look.subject) is None
    return not (of_things and (look.dated or look.group.verb in _CHANGES))


def _is_past(look: Look) -> bool:
    if look.group.form not in ("going", "due") or not _BACKWARD.search(look.verbs):
        return False
    return not look.is_reported and "was going" not in look.verbs


RULES: tuple[tuple[str, Callable[[Look], bool]], ...] = (
    ("question", _is_asked),
    ("condition", _is_condition),
    ("denied", _is_denied),
    ("wish", _is_wish),
    ("request", _is_asked_of_others),
    ("courtesy", _is_courtesy),
    ("habit", _is_habit),
    ("relative", _is_relative),
    ("service", _serves_you),
    ("vow", _is_vow),
    ("advice", _is_advice),
    ("aim", _is_aim),
    ("joke", _is_joke),
    ("rule", _is_rule),
    ("unclear", _has_no_subject),
    ("supposed", _is_supposed),
    ("open", _is_open),
    ("duty", _is_due),
    ("past", _is_past),
)
"""What a group of verbs may be instead of a forecast, in the order in which it is asked."""
