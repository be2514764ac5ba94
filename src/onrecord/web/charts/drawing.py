"""The elements of a drawing. Texts are escaped, numbers are short, and looks are classes of the style sheet."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from onrecord.export.findings.plain import cut


def drawing(width: float, height: float, told: str, parts: Iterable[Markup], *, kind: str, role: str = "img") -> Markup:
    """A drawing of that size, which shrinks with the page; `told` says what it shows to those who do not see it.

    One with links in it is a "group": an "img" is one thing, into which nobody can step.
    """
    inside = Markup("").join(parts)
    return Markup('<svg class="chart {}" viewBox="0 0 {} {}" role="{}" aria-label="{}">{}</svg>').format(
        kind, number(width), number(height), role, told, inside
    )


def part(tag: str, inside: Markup | str = "", **attributes: object) -> Markup:
    """An element; "class_" is "class" and "x1" is "x1", numbers are written shortly."""
    given = (
        Markup(' {}="{}"').format(name.rstrip("_").replace("_", "-"), number(v) if isinstance(v, float) else v)
        for name, v in attributes.items()
        if v is not None
    )
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(tag), Markup("").join(given), inside)


def words(text: str, x: float, y: float, *, longest: int = 60, **attributes: object) -> Markup:
    """A line of text, cut where it is too long."""
    return part("text", escape(cut(text, longest)), x=float(x), y=float(y), **attributes)


def title(text: str) -> Markup:
    """What is told of an element when somebody points at it."""
    return part("title", escape(cut(text, 200)))


def number(value: float) -> str:
    """With one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")
