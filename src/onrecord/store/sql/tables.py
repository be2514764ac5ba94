"""The tables of a record as queries name them. How they are made, with types and indexes, stands in the migrations.

`layer` and `annotation` give a record back exactly. `statement`, `statement_row`, `struck`, `spoken`, `speaker`,
`alias`, `passage`, `post`, `reading` and `tie` are made from them for questions, and hold rows of current documents
only: of those that no newer text supersedes.
"""

from sqlalchemy import Float, Integer, Text, column, table
from sqlalchemy.sql.expression import ColumnClause


def _texts(names: str) -> list[ColumnClause[str]]:
    return [column(name, Text) for name in names.split()]


def _numbers(names: str) -> list[ColumnClause[int]]:
    return [column(name, Integer) for name in names.split()]


schema_version = table("schema_version", *_numbers("version"))
"""Each migration that ran."""

document = table(
    "document",
    *_numbers("number"),
    *_texts("id uri url kind title published publisher author language sha256 text hints offsets"),
    *_texts("superseded_by document_digest record_digest"),
)
"""`number` counts documents in the order added; the digests tell at a glance whether anything changed."""

layer = table("layer", *_numbers("document position"), *_texts("layer version"))

annotation = table("annotation", *_numbers("document layer position"), *_texts("id kind value"), *_numbers("start end"))

statement = table(
    "statement",
    *_numbers("number document start end doubt"),
    *_texts("id mode first_day last_day post nested_in verdict"),
)
"""What statements are chosen by. `number` grows in the order of the record. Kept narrow: it is read by the thousand."""

statement_row = table("statement_row", *_numbers("number"), *_texts("words speakers value"))
"""A statement's row of the contract (`value`), and its content and its speakers' names as search sees them."""

speaker = table(
    "speaker",
    *_numbers("document position statements"),
    *_texts("who name person type role first_day last_day"),
)
"""A form in which a speaker stands in a document, with the number of statements. `who` is what tells speakers apart:
the person in the register, or the folded name."""

alias = table("alias", *_numbers("document"), *_texts("who alias"))

struck = table("struck", *_numbers("number document start end"), *_texts("id value"))
"""The rows of statements that people rejected."""

post = table("post", *_numbers("number document start end"), *_texts("id parent value"))

score = table(
    "score",
    *_numbers("judgement"),
    *_texts("target"),
    *(column(name, Float) for name in "low high brier_low brier_middle brier_high log_low log_middle log_high".split()),
)
"""How well a forecast was given, by the judgement that says what became of it. Written with that judgement."""

reading = table("reading", *_numbers("number document start end"), *_texts("id kind by first_day last_day value"))
"""Commitments, forecasts, disputes and references, each as its row of the contract."""

spoken = table("spoken", *_texts("who first_day"), *_numbers("number document"))
"""Who speaks in which statement."""

tie = table("tie", *_numbers("document many"), *_texts("kind one other name"))
"""Who speaks of whom ("of"), through whom a statement came ("via"), and who printed it ("in"): `one` of, or through,
`other`. `name` is that of whom is spoken of, or of who carries and prints."""

tie_total = table("tie_total", *_texts("kind one other name"), *_numbers("many"))
"""The ties of all current documents together."""

passage = table("passage", *_numbers("number document start end"), *_texts("words"))

judgement = table("judgement", *_numbers("number"), *_texts("id target judge at value note uri words"))

register_file = table("register_file", *_texts("name digest"), *_numbers("persons"))
"""Each file from which people were imported."""

person = table("person", *_texts("id file value"))
"""Whom the record knows beside the package's register."""

person_key = table("person_key", *_texts("key person"))
person_within = table("person_within", *_texts("of person"))
"""By what they are found: the keys of their names, and the states and bodies whose offices they hold."""
