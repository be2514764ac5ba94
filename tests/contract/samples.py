"""The documents that every component must stand: nothing, next to nothing, strange signs, and an ordinary story."""

from onrecord.model.document import Document, DocumentKind, Origin

ARTICLE = """Ferry dispute: minister denies a secret deal

By Tove Almqvist

HARNOSAND, March 4 — Transport Minister Lena Brandvold said on Tuesday that “the ferries will sail in April”, \
despite the strike.

“We have no agreement with anyone,” she told reporters. According to the Coastal Agency, talks go on.

Captain Odd Rike, who leads the union, called that “a fairy tale”: he expects no sailing before June.

Comments

marit_k, 5 March: She never said “will sail”. She said “may sail”!
"""

TRANSCRIPT = """MS. BRANDVOLD: Good morning. The ferries may sail in April.
QUESTION: Is there a deal with the union?
MS. BRANDVOLD: No. As Captain Rike said yesterday, “there is nothing on the table.”
"""

TEXTS = {
    "empty": "",
    "one character": "a",
    "one mark": "“",
    "blank": " \n\n\t\n",
    "emoji": "👩‍⚖️ said: “🙂🙃” — 🇳🇴!\n\n“👍🏽",
    "right to left": "אמרה השרה: “המעבורות יפליגו באפריל” \u202eאתמול\u202c.\n\nقال الوزير: «لا اتفاق».",
    "combining": "Ja\u0308ntti said, “Ta\u0301lks go o\u0308n.”",
    "article": ARTICLE,
    "transcript": TRANSCRIPT,
}


def document(name: str, *, language: str | None = "en") -> Document:
    """The sample of that name as an English document of a fixed day."""
    kind: DocumentKind = "transcript" if name == "transcript" else "article"
    origin = Origin(uri=f"samples/{name}.txt", published="2031-03-05")
    return Document(origin=origin, text=TEXTS[name], kind=kind, language=language)
