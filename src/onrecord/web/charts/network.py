"""A graph of who speaks of whom and through whom: strongest ties short, the same picture for the same ties."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from onrecord.store.questions import Tie
from onrecord.web.charts.drawing import drawing, number, part, title, words

WIDTH, HEIGHT, EDGE = 900.0, 620.0, 70.0

NODES = 42
"""Ends of ties that have room."""

STEPS = 260
"""Steps of the layout, after which it hardly moves. 42 nodes take 0.02 seconds."""

_TOLD = {"of": "speaks of", "via": "carries", "in": "prints"}


def graph(ties: Sequence[Tie], names: Mapping[str, str]) -> Markup:
    """The strongest ties as lines between those whom they tie; a line's end at whom it is about is a dot."""
    kept = _kept(ties)
    if not kept:
        return Markup("")
    nodes = list(dict.fromkeys(end for tie in kept for end in (tie.one, tie.other)))
    places = _placed(nodes, kept)
    carriers = {tie.one for tie in kept if tie.kind != "of"}
    lines = [_line(tie, places, names) for tie in kept]
    weight = Counter[str]()
    for tie in kept:
        weight.update({tie.one: tie.many, tie.other: tie.many})
    most = max(weight.values())
    dots = [_node(one, places[one], weight[one] / most, one in carriers, names) for one in nodes]
    told = f"{len(nodes)} people and outlets, {len(kept)} ties; the table below says the same in words"
    return drawing(WIDTH, HEIGHT, told, (*lines, *dots), kind="network")


def _kept(ties: Sequence[Tie]) -> list[Tie]:
    """The strongest ties of every kind in turn, as long as there is room for their ends."""
    by_kind = [[tie for tie in ties if tie.kind == kind] for kind in _TOLD]
    ranked = [tie for row in zip(*(_padded(one, ties) for one in by_kind), strict=True) for tie in row if tie]
    seen: set[str] = set()
    kept: list[Tie] = []
    for tie in ranked:
        if len(seen | {tie.one, tie.other}) <= NODES:
            seen |= {tie.one, tie.other}
            kept.append(tie)
    return kept


def _padded(one: Sequence[Tie], ties: Sequence[Tie]) -> list[Tie | None]:
    return [*one, *([None] * (len(ties) - len(one)))]


def _placed(nodes: Sequence[str], ties: Sequence[Tie]) -> dict[str, tuple[float, float]]:
    """Where each node stands: those that are tied draw together, all push one another away (Fruchterman and Reingold
    1991), from a circle on, so that there is no chance in it."""
    import numpy as np

    count = len(nodes)
    at = {one: number for number, one in enumerate(nodes)}
    angles = 2 * np.pi * np.arange(count) / count
    place = np.stack((np.cos(angles), np.sin(angles)), axis=1)
    pull = np.zeros((count, count))
    for tie in ties:
        pull[at[tie.one], at[tie.other]] = pull[at[tie.other], at[tie.one]] = 1 + np.log(tie.many)
    ideal = 1.6 / np.sqrt(count)
    for step in range(STEPS):
        place = _moved(place, pull, ideal, 0.12 * (1 - step / STEPS))
    low, high = place.min(axis=0), place.max(axis=0)
    spread = (place - low) / np.maximum(high - low, 1e-9)
    room = np.array((WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE / 1.6))
    found = spread * room + np.array((EDGE, EDGE / 1.6))
    return {one: (float(x), float(y)) for one, (x, y) in zip(nodes, found, strict=True)}


def _moved(place: Any, pull: Any, ideal: float, heat: float) -> Any:
    import numpy as np

    away = place[:, None, :] - place[None, :, :]
    far = np.maximum(np.linalg.norm(away, axis=2), 0.01)
    force = (away * (ideal**2 / far**2 - pull * far / ideal * 0.35)[:, :, None]).sum(axis=1) - 0.02 * place
    length = np.maximum(np.linalg.norm(force, axis=1, keepdims=True), 1e-9)
    return place + force / length * np.minimum(length, heat)


def _line(tie: Tie, places: Mapping[str, tuple[float, float]], names: Mapping[str, str]) -> Markup:
    (x1, y1), (x2, y2) = places[tie.one], places[tie.other]
    told = f"{names.get(tie.one, tie.one)} {_TOLD[tie.kind]} {names.get(tie.other, tie.other)}: {tie.many:,}"
    bend = 0.12
    cx, cy = (x1 + x2) / 2 - (y2 - y1) * bend, (y1 + y2) / 2 + (x2 - x1) * bend
    path = f"M{number(x1)} {number(y1)}Q{number(cx)} {number(cy)} {number(x2)} {number(y2)}"
    strong = min(4, 1 + tie.many.bit_length() // 2)
    return part("path", title(told), class_=f"tie {tie.kind} w{strong}", d=path)


def _node(one: str, place: tuple[float, float], share: float, carries: bool, names: Mapping[str, str]) -> Markup:
    x, y = place
    size = 5 + 9 * share**0.5
    name = names.get(one, one)
    shape = (
        part("rect", class_="node outlet", x=x - size, y=y - size, width=2 * size, height=2 * size, rx="2")
        if carries
        else part("circle", class_="node person", cx=x, cy=y, r=size)
    )
    label = words(name, x, y + size + 13, longest=26, class_="name", text_anchor="middle")
    return part("a", title(name) + shape + label, href=f"/network?who={quote(one, safe='')}")
