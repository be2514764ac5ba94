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
"""Steps of the layout, after which it hardly moves."""

_CORNER, _ROOM = (EDGE, EDGE / 2), (WIDTH - 2 * EDGE, HEIGHT - 1.2 * EDGE)
_NAME = (104.0, 42.0)
"""The room that a node takes with its name."""

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
    return drawing(WIDTH, HEIGHT, told, (*lines, *dots), kind="network", role="group")


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
    """Where each node stands: those that are tied draw together, all push one another away, more so the more ties they
    have (Jacomy 2014), from a circle on, so that there is no chance in it. Then names are moved off one another."""
    import numpy as np

    count = len(nodes)
    at = {one: number for number, one in enumerate(nodes)}
    angles = 2 * np.pi * np.arange(count) / count
    place = np.stack((np.cos(angles), np.sin(angles)), axis=1)
    pull = np.zeros((count, count))
    for tie in ties:
        pull[at[tie.one], at[tie.other]] = pull[at[tie.other], at[tie.one]] = 1 + 0.3 * np.log(tie.many)
    degree = (pull > 0).sum(axis=1) + 1.0
    for step in range(STEPS):
        place = _moved(place, pull / degree[:, None], degree, 0.1 * (1 - step / STEPS))
    found = _apart(_spread(place) * np.array(_ROOM) + np.array(_CORNER))
    return {one: (float(x), float(y)) for one, (x, y) in zip(nodes, found, strict=True)}


def _moved(place: Any, pull: Any, degree: Any, heat: float) -> Any:
    import numpy as np

    away = place[:, None, :] - place[None, :, :]
    far = np.maximum(np.linalg.norm(away, axis=2), 0.01)
    push = 0.02 * degree[:, None] * degree[None, :] / far**2
    force = (away * (push - pull)[:, :, None]).sum(axis=1) - 0.6 * place
    length = np.maximum(np.linalg.norm(force, axis=1, keepdims=True), 1e-9)
    return place + force / length * np.minimum(length, heat)


def _spread(place: Any) -> Any:
    """The places between 0 and 1, half as they fell and half evenly by rank: a few far away leave the rest its room."""
    import numpy as np

    low, high = place.min(axis=0), place.max(axis=0)
    fell = (place - low) / np.maximum(high - low, 1e-9)
    rank = place.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / max(1, len(place) - 1)
    return (fell + rank) / 2


def _apart(place: Any) -> Any:
    """The places with room for a name below each."""
    import numpy as np

    need, corner, room = np.array(_NAME), np.array(_CORNER), np.array(_ROOM)
    order = np.sign(np.arange(len(place))[:, None] - np.arange(len(place)))
    for _ in range(120):
        away = place[:, None, :] - place[None, :, :]
        lack = np.maximum(need - np.abs(away), 0)
        np.einsum("iij->ij", lack)[:] = 0
        both = (lack > 0).all(axis=2)
        if not both.any():
            break
        side = np.where(away == 0, order[:, :, None], np.sign(away))
        down = lack[:, :, 1] / need[1] <= lack[:, :, 0] / need[0]
        step = np.stack((np.where(both & ~down, lack[:, :, 0], 0), np.where(both & down, lack[:, :, 1], 0)), axis=2)
        place = np.clip(place + (side * step).sum(axis=1) * 0.3, corner, corner + room)
    return place


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
