"""Recognises the words that a page prints around posts and reports: buttons, counts, headings, notes, trackbacks."""

import re

LONGEST = 160
"""Characters: no button, count or heading seen is longer."""

_BUTTON = r"""(?:
    (?:log|sign)\s?in\s+(?:or\s+\w+\s+)?to\s+(?:reply|comment|post|vote)
  | (?:reply|replies|respond|permalink|link|share|flag|report(?:\s+(?:abuse|this\s+comment|post))?|quote|edit(?:ed)?
    |delete|parent|like|unlike|dislike|recommend(?:ed)?|upvote|downvote|up|down|vote|favou?rite|collapse|expand|hide
    |more|cancel|print|e-?mail
    |tweet|facebook|twitter|top|back\s+to\s+top|see\s+more|read\s+more|show\s+more|follow|journal|save|awards?|ignore|block|mod)
  | (?:in\s+reply\s+to|in\s+response\s+to|replying\s+to)\s+\S+(?:\s+\S+){0,4}
  | [+-]?\d+\s*(?:likes?|dislikes?|recs?|recommends?|points?|pts?|votes?|upvotes?|replies|reply|up|down|thumbs?\s+up)?
  | (?:show|hide|view|see|load)\s+(?:(?:\d+|all|more|older|newer|previous)\s+){0,3}(?:comments?|replies|responses)
)"""
_BUTTONS = re.compile(rf"[\W_]*{_BUTTON}(?:[\s|•·—–/,:;()\[\]>»«#.+-]+{_BUTTON})*[\W_]*", re.I | re.X)
_SIGNS = re.compile(r"[\W_]+")
_HEADING = re.compile(
    r"""[\W_]*(?:
    (?:\d+|one|no|all|reader|readers['’]|user|your|recent|latest|top|the)?\s*(?:comments?|responses?|replies|discussion|reactions|feedback)
      (?:\s+(?:so\s+far|\(\d+\)|\[\d+\]|\d+|to\s+.{1,100}|on\s+.{1,100}|for\s+.{1,100}|section|below))?
  | \d+\s+thoughts?\s+on\s+.{1,100} | what\s+(?:readers|others|people)\s+(?:say|said|are\s+saying)
  | join\s+the\s+(?:conversation|discussion|debate) | have\s+your\s+say | (?:most\s+)?(?:popular|liked)\s+comments
)[\W_]*""",
    re.I | re.X,
)
_FOOTER = re.compile(
    r"""[\W_]*(?:
    (?:leave|post|add|write|submit|make)\s+(?:a\s+|your\s+)?(?:comment|reply|response)\b.{0,60}
  | (?:the\s+)?comments?\s+(?:to\s+this\s+\w+\s+)?(?:are|is|have\s+been)\s+(?:now\s+)?(?:closed|disabled|off)\b.{0,60}
  | your\s+e-?mail\s+(?:address\s+)?will\s+not\s+be\b.{0,80}
  | (?:name|e-?mail|website|notify\s+me\s+of)\b.{0,60}(?:required|follow-?up|new\s+(?:comments|posts))\b.{0,60}
  | (?:copyright|©|\(c\))\s*.{0,20}\d{4}.{0,100} | .{0,100}\ball\s+rights\s+reserved.{0,30}
  | (?:related|more)\s+(?:posts|articles|stories|from)\b.{0,60}
  | (?:older|newer|previous|next)\s+(?:comments|posts?|entry|entries|page)\b.{0,60}
  | subscribe\s+to\b.{0,80} | sign\s+up\s+for\b.{0,80} | powered\s+by\b.{0,60} | advertise?ments?
)[\W_]*""",
    re.I | re.X,
)
_PROFILE = re.compile(
    r"""[\W_]*(?:
    (?:total\s+)?(?:posts|comments|fans|followers|friends|karma|reputation|points|messages|replies)\s*[:(]?\s*[\d,.]+k?
  | [\d,.]+k?\s+(?:posts|comments|fans|followers|friends|karma|reputation|messages)
  | (?:member|joined|registered|user)\s+(?:since|on|for)?\s*:?\s*.{0,30}\d{4} | location\s*:.{0,50}
  | (?:[\w’']+\s+){0,2}(?:super|top|power|verified|registered|premium|community|guest)\s+
    (?:user|commenter|contributor|member|critic)
)[\W_]*""",
    re.I | re.X,
)
_NOTE = re.compile(
    r"""[\W_]*(?:
    (?:this|the|your)\s+(?:comment|post|message)\s+(?:has\s+been|was|is|by\s+.{1,40}\s+(?:has\s+been|was))\s+
      (?:removed|deleted|hidden|blocked|awaiting|flagged|moderated)\b.{0,80}
  | (?:comment|post)\s+(?:removed|deleted|hidden)\b.{0,60} | \[?\s*(?:removed|deleted)\s*(?:by\s+.{1,30})?\]?
)[\W_]*""",
    re.I | re.X,
)
_LATEST = re.compile(
    r".{1,100}(?:\brecently posted ?\.\.|['’´]s last (?:blog post|\[type\]) ?\.\.).{0,200}|.{1,60}\bMy Profile", re.I
)
"""What blogs print under a comment of its writer's own page."""
_TRACKBACK = re.compile(
    r"\W*(?:trackbacks?|pingbacks?)\b.*|\W*\[\s?(?:…|\.\.\.)\s?\].*\[\s?(?:…|\.\.\.)\s?\]\W*", re.I | re.S
)


def is_furniture(words: str) -> bool:
    """True for a line of buttons, counts or signs, or a moderator's note: nothing that a reader wrote."""
    short = len(words) <= LONGEST
    return short and any(p.fullmatch(words) for p in (_BUTTONS, _SIGNS, _NOTE, _LATEST))


def is_profile(words: str) -> bool:
    """True for what a page prints of a reader beside the name: counts, badges, a place."""
    return len(words) <= LONGEST and bool(_PROFILE.fullmatch(words) or _BUTTONS.fullmatch(words))


def is_heading(words: str) -> bool:
    """True for a line that announces the discussion: "12 Comments", "Responses to …"."""
    return len(words) <= LONGEST and bool(_HEADING.fullmatch(words))


def is_footer(words: str) -> bool:
    """True for a line that comes after the last post or the report: forms, rights, offers to subscribe."""
    return len(words) <= LONGEST and bool(_FOOTER.fullmatch(words))


def is_trackback(words: str) -> bool:
    """True for a notice that another page links here."""
    return bool(_TRACKBACK.match(words[:LONGEST])) and len(words) <= 4 * LONGEST
