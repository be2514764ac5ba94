"""The words of data/ahead.yml as sets."""

from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Verbs in their plain form, and words that are vague; see the file for what each set is for."""

    befalls: frozenset[str]
    fates: frozenset[str]
    acts: frozenset[str]
    decides: frozenset[str]
    harms: frozenset[str]
    habits: frozenset[str]
    performs: frozenset[str]
    vague: frozenset[str]


def load_lexicon() -> Lexicon:
    """The packaged words."""
    import yaml

    raw = yaml.safe_load((files("onrecord") / "data" / "ahead.yml").read_text(encoding="utf-8"))
    return Lexicon(**{name: frozenset(words) for name, words in raw.items()})
