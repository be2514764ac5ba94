"""The words with which readers agree, contradict, praise and ask."""

import re

_GOOD = r"""(?:great|good|nice|excellent|interesting|awesome|wonderful|amazing|beautiful|brilliant|fantastic|cool|lovely
    |perfect|superb|terrific|fine|genius|gorgeous|delicious|hilarious|useful|helpful|inspiring|fascinating
    |impressive|thoughtful|cute|adorable|stunning|neat|clever|yummy)"""
_REPORT = r"""(?:articles?|posts?|stor(?:y|ies)|pieces?|report|blog|column|interview|review|video|photos?|pictures?
    |pics?|recipes?|lists?|tips?|advice|analysis|examples?|points?|insights?|reads?|writing|work|job|stuff|idea|question
    |info(?:rmation)?|catch|thoughts?|thinking|series|tutorial|site|summary|write-?up|comments?|quote|views?|shots?|one)"""
_RIGHT = r"(?:right|correct|true)"

AGREES = re.compile(
    rf"""(?:i\ (?:\w+ly\ |do\ |have\ to\ |must\ |would\ |quite\ |couldn['’]?t\ ){{0,2}}agree | agreed?\b | exactly\b
    | absolutely\b | definitely\b | totally\b | indeed\b | (?:too|so|very|quite)\ true | true\b(?!\ (?:story|believer))
    | amen\b | ditto\b | same\ here | me\ too | right\ on | spot\ on | hear,?\ hear | \+1 | yes\b | yep\b | yup\b
    | yeah\b(?!,?\ right) | for\ real\b | of\ course\b | fine\b | sure\b | i\ know\b
    | (?:you['’]?re|you\ are|he['’]?s|she['’]?s|this\ is)\ (?:\w+ly\ |so\ |quite\ |very\ )?{_RIGHT}\b
    | (?:well|nicely)\ (?:said|put|done|written) | you\ (?:nailed|hit)\b | you['’]?ve\ got\ a\b
    | that(?:['’]s|\ is)\ (?:so\ |very\ )?(?:{_RIGHT}|it)\b
    | that\ (?:would|will|might)\ be\ \w*(?:appropriate|great|nice|awesome|fine|fair|good|right)
    | (?:many\ )?thanks?\b | thanx\b | thx\b | cheers\b | congrat | kudos | bravo | so\ happy\ for
    | i\ (?:really\ |just\ |so\ )?(?:love|like|enjoy))""",
    re.I | re.X,
)
"""How a post that agrees begins."""

AGREES_WITHIN = re.compile(
    rf"""\b(?:i\ (?:\w+ly\ |do\ |have\ to\ |must\ )?agree\b | (?:totally|completely|fully|couldn['’]?t)\ agree
    | agree\ with\ (?:you|this|the)\b | you(?:['’]re|\ are)\ (?:\w+ly\ |so\ )?(?:right|correct)\b
    | (?:makes|proves)\ (?:your|the|my)\ point | exactly\ (?:the|what|why|how|right)\b
    | (?:thought\ |think\ |thinking\ )?(?:the\ )?(?:exact\ )?same\ (?:thing|way|here)\b | resonates?\b
    | thanks?\ (?:you\ )?(?:so\ much\ |again\ |a\ lot\ )?for\b | thank\ you\b | congrat
    | (?:grateful|happy)\ (?:for|that|you|i)\b | love[ds]?\ (?:this|it|the|your|that|how|what|these|those)\b
    | (?:really\ )?enjoyed\b | {_GOOD}\ (?:\w+\ )?{_REPORT}\b | looks\ (?:so\ |really\ )?{_GOOD}\b
    | glad\ (?:you|that)\b | good\ to\ hear | made\ me\ (?:laugh|smile|cry|think)
    | best\ (?:\w+\ ){{0,2}}{_REPORT}\b | well\ (?:said|put|written)
    | (?:this|that|it)(?:\ is|['’]s|\ was)\ (?:\w+ly\ |so\ |very\ |just\ )?{_GOOD}[:;,–-]
    ) | ^\W*thanks?\b""",
    re.I | re.X,
)
"""How a post agrees, praises what it answers or gives thanks, anywhere in a sentence."""

PRAISES = re.compile(
    rf"""(?:(?:very|so|really|such|this\ is|that\ is|that['’]s|it['’]s|how|simply|absolutely|just|pretty)\ )*
    {_GOOD}(?:(?:\ \w+)?,?\ thank|(?:\ \w+){{0,4}}(?:[!.…]|$))""",
    re.I | re.X,
)
"""A sentence that is praise and nothing else. What a post praises further on may be what the report tells of."""

DISAGREES = re.compile(
    r"""(?:i\ (?:\w+ly\ |must\ |have\ to\ |beg\ to\ |would\ |do\ |don['’]?t\ |do\ not\ |can['’]?t\ |cannot\ ){0,2}
    disagree
    | i\ (?:don['’]?t|do\ not|can['’]?t|cannot)\ agree | (?:sorry,?\ )?but\b | nonsense\b | rubbish\b | bull(?:shit)?\b
    | baloney\b | hogwash\b | wrong\b | incorrect\b | false\b | untrue\b
    | not\ (?:true|really|quite|exactly|necessarily|so|at\ all)\b
    | no\b(?!\ (?:problem|doubt|kidding|wonder|matter|one|idea|need|worries|question)) | nope\b | nah\b
    | that(?:['’]?s|\ is)\ (?:not|wrong|false|nonsense|incorrect|untrue)\b | that\ isn['’]?t\b
    | (?:perhaps|maybe)\ not\b
    | (?:(?:everyone|everybody|everything|all|always|never)\ )?(?:except|unless)\b
    | in\ fact,?\ (?:he|she|they|it)\ (?:did|do|does|has|have|is|was)\ \*?not\b
    | you(?:['’]?re|\ are)\ (?:\w+ly\ )?(?:wrong|mistaken|missing|kidding|joking)\b | yeah,?\ right\b
    | nice\ try | try\ again
    | give\ me\ a\ break | get\ real | dream\ on | as\ if\b | don['’]?t\ hold\ your\ breath | good\ luck\ with
    | says\ who | since\ when | how\ can\ (?:anyone|you|they|anybody)\b | leave\ off | seriously\? | really\?
    | why\ (?:don['’]?t|should)\ (?:you|they|we)\b | i\ (?:doubt|don['’]?t\ (?:think|believe|see\ how|buy))\b)""",
    re.I | re.X,
)
"""How a post that contradicts begins."""

DISAGREES_WITHIN = re.compile(
    r"""\b(?:disagree\b | (?:don['’]?t|do\ not|can['’]?t|cannot|not\ sure\ i)\ (?:\w+ly\ )?agree\b
    | (?:is|are|was|were)(?:n['’]?t|\ not|\ simply\ not)\ (?:true|correct|accurate|right)\b
    | you(?:['’]re|\ are)\ (?:\w+ly\ )?(?:wrong|mistaken)\b | try\ again\b | troll\b
    | this\ is\ (?:wrong|false|nonsense|not\ true)\b | i\ would\ (?:change|argue|dispute)\b | off\ the\ hook\b
    | (?:misses|missed|missing)\ the\ point\b | no,\ not\ really\b)""",
    re.I | re.X,
)
"""How a post contradicts, anywhere in a sentence."""

ASKS = re.compile(
    r"""\b(?:what|why|how|when|where|who|which|whose|is|are|was|were|do|does|did|can|could|would|will|should|shall|has
    |have|any|am|isn|aren|don|doesn|didn|won|wouldn|shouldn)\b""",
    re.I | re.X,
)
"""What a question has beside its mark: "300 tons?" alone is an exclamation."""

WONDERS = re.compile(
    r"""\bi\ wonder(?:ed|ing)?\ (?:if|whether|what|why|how|when)\b
    | \b(?:anyone\ know|any\ ideas?|what\ do\ you\ think)\b
    | \b(?:i\ have|i['’]?ve\ got|a\ couple\ of|a\ few|my|one|quick)\ questions?\b
    | \b(?:could|can)\ (?:someone|anyone|somebody|anybody|you)\ (?:please\ )?(?:explain|tell|help|confirm|show)\b""",
    re.I | re.X,
)
"""How a sentence asks without a mark."""
