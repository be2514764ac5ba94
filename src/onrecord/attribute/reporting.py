"""Whether words are reported by a cue: asked inside contents, where the model had no gold to learn from."""

import re
from functools import cache
from importlib.resources import files

import yaml

_WORD = re.compile(r"[a-z]+")


def reports(cue: str) -> bool:
    """Whether a word of the cue is a verb, a form or a noun of data/cues.yml; a sign ("—", ":") reports too."""
    words = _WORD.findall(cue.casefold())
    return not words or any(word in _forms() for word in words)


@cache
def _forms() -> frozenset[str]:
    lists = yaml.safe_load(files("onrecord.data").joinpath("cues.yml").read_text(encoding="utf-8"))
    found = {*lists["forms"], *lists["nouns"]}
    for verb in lists["verbs"]:
        stem = verb.removesuffix("e")
        doubled = stem + stem[-1] if verb in ("admit", "quip") else stem
        found |= {verb, f"{verb}s", f"{verb}es", f"{doubled}ed", f"{doubled}ing", f"{stem}ed", f"{stem}ing"}
        if verb.endswith("y"):
            found |= {f"{verb[:-1]}ies", f"{verb[:-1]}ied"}
    return frozenset(found)
