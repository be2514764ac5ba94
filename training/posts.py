"""Learns what signs of a line tell where a report ends and where posts begin, and writes src/onrecord/data/posts.tsv.

    PYTHONPATH=src:tests:. python training/posts.py DATA OUT [--folds]

DATA is a folder with discussion/blog_comments.jsonl.gz, discussion/forum_threads.jsonl.gz, threads/*.json (article and
flattened discussion of pages of many sites, whose posts are told by their author lines, which are then cut out) and
polnear/train/text/*.txt (reports without a discussion). The pages of the blog on which `evals.boundaries` measures are
left out, and threads_labelled is not looked at. Three questions are learned one after the other: does a post begin at
a line, is a line a reader's (logistic regressions), and at which line of a page does the discussion begin (a softmax
over its lines and "nowhere"), the last also on reports under which posts of the others were set. With --folds, nothing
is written: each fifth of all pages is measured with what the others teach.
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np
from evals.boundaries import EVERY, Page, joined, line_of, measure, stripped, texts_of

from onrecord.model.document import Document, Origin
from onrecord.segment.border import borders, is_around, weigh
from onrecord.segment.layout import learn
from onrecord.segment.lines import lines
from onrecord.segment.starts import longer, start_signs
from onrecord.segment.unsigned import unsigned_posts
from onrecord.segment.voice import voice_signs
from onrecord.segment.weighing import ALWAYS, Weights

ENOUGH = 3
PAGES, SITES = 12, 2
"""A sign is weighed that occurs on so many pages, and on so many of different sites."""
SMALLEST = 0.05
FOLDS = 5
NONE = Weights(start={}, voice={}, border={})
START_SHARES = {"blog": 1.0, "web": 1.5, "forum": 0.3, "news": 0.0}
VOICE_SHARES = {"blog": 0.3, "web": 1.0, "forum": 0.1, "news": 0.3}
BORDER_SHARES = {"blog": 0.4, "web": 1.5, "forum": 0.0, "news": 1.0, "set": 0.3}
"""What one line, or one page, of each kind counts."""

Signs = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Told:
    """A page of one kind; its posts' starts are empty where it has no discussion."""

    kind: str
    page: Page

    @property
    def border(self) -> int:
        return self.page.starts[0] if self.page.starts else len(self.page.text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--folds", action="store_true")
    options = parser.parse_args()
    pages = [*blog(options.data), *forum(options.data), *sites(options.data), *news(options.data)]
    print(Counter(told.kind for told in pages))
    if options.folds:
        _print_folds(pages)
    else:
        options.out.write_text(written(learned(pages)), encoding="utf-8")


def learned(pages: Sequence[Told]) -> Weights:
    """The weights that these pages teach."""
    start = _regression(list(_starts(pages)), START_SHARES)
    voice = _regression(list(_voices(pages)), VOICE_SHARES)
    weights = Weights(start=start, voice=voice, border={})
    return replace(weights, border=_softmax([*pages, *together(pages)], weights))


def blog(data: Path) -> Iterator[Told]:
    """Pages of the blog, without those that are measured on."""
    with gzip.open(data / "discussion" / "blog_comments.jsonl.gz", "rt", encoding="utf-8") as file:
        kept = 0
        for row in map(json.loads, file):
            comments = texts_of(row)
            kept += len(comments) >= ENOUGH
            if len(comments) < ENOUGH or (kept - 1) % EVERY:
                yield Told("blog", joined(row["id"], row["article"].strip(), comments))


def forum(data: Path) -> Iterator[Told]:
    with gzip.open(data / "discussion" / "forum_threads.jsonl.gz", "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            yield Told("forum", joined(row["discussion"], "", texts_of({"comments": row["posts"]})))


def sites(data: Path) -> Iterator[Told]:
    """Pages whose author lines tell their posts, without these lines."""
    for path in sorted((data / "threads").glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        text, discussion = (row[name].replace("\r\n", "\n").strip() + "\n\n" for name in ("article", "comments"))
        found = lines(discussion)
        layout = learn(discussion, found, all_posts=True)
        if layout is None or layout.repeated < ENOUGH:
            continue
        at = [line.extent for line in found]
        posts = [
            {
                "start": len(text) + at[draft.first].start,
                "end": len(text) + at[max(draft.stop, draft.body_stop) - 1].end,
                "body_start": len(text) + at[draft.body].start,
                "body_end": len(text) + at[draft.body_stop - 1].end,
            }
            for draft in layout.drafts
        ]
        yield Told("web", stripped(path.stem, text + discussion, posts))


def news(data: Path) -> Iterator[Told]:
    for path in sorted((data / "polnear" / "train" / "text").glob("*.txt")):
        yield Told("news", Page(name=path.stem, text=path.read_text(encoding="utf-8"), starts=()))


def together(pages: Sequence[Told]) -> Iterator[Told]:
    """Every second report with the first posts of a discussion under it, three of them or more: what readers of news
    write under it is hardly among the other pages."""
    talks = [told.page for told in pages if told.kind in ("blog", "forum") and len(told.page.starts) >= ENOUGH]
    reports = [told.page for told in pages if told.kind == "news"]
    for place, report in enumerate(reports[::2]):
        talk = talks[place * 7 % len(talks)].discussion
        end = (*talk.starts, len(talk.text))[min(len(talk.starts), ENOUGH + place % 20)]
        text = report.text.strip() + "\n"
        starts = tuple(len(text) + start for start in talk.starts if start < end)
        yield Told("set", Page(name=f"{report.name} {place}", text=text + talk.text[:end].strip(), starts=starts))


def written(weights: Weights) -> str:
    """The file: a line for each question's sign."""
    held = {"start": weights.start, "voice": weights.voice, "border": weights.border}
    rows = (f"{name}\t{w:.2f}\t{sign}" for name, signs in held.items() for sign, w in sorted(signs.items()))
    return "\n".join((*HEAD, *rows, ""))


HEAD = (
    "# What signs of a line weigh, in logarithms of odds: is it the first of a post (start), a reader's (voice), the",
    "# first of the discussion (border)? Made by training/posts.py. Licence: Apache-2.0, as the project. 2026-11-26.",
    "# Learned from: 937 pages of a blog with comments (haacked.com), 301 forum threads (Internet Argument Corpus v1),",
    "# 114 web pages with comments (dragnet, AGPL-3.0), 840 news reports (PolNeAR, train). No text of them is in this",
    "# package: what is here is how often words and signs stand where posts begin. Columns: question, weight, sign.",
)


def _starts(pages: Iterable[Told]) -> Iterator[tuple[str, str, Signs, bool]]:
    """Each line of a discussion but its first, and whether it begins a post."""
    for told in pages:
        if len(told.page.starts) < 2:
            continue
        page = told.page.discussion
        gold = page.gold
        said = [line.extent for line in lines(page.text) if not is_around(line.extent.of(page.text))]
        words = [extent.of(page.text) for extent in said]
        typical = median(map(len, words)) if words else 0.0
        at = last = 0
        for place in range(1, len(said)):
            signs = dict.fromkeys(start_signs(words, place, typical), 1.0) | {"longer": longer(words[place], typical)}
            first = last + line_of(page.text[at : said[place].start], said[place].start)
            last = first + line_of(said[place].of(page.text), len(said[place]))
            at = said[place].end
            yield told.kind, page.name, signs, any(number in gold for number in range(first, last + 1))


def _voices(pages: Iterable[Told]) -> Iterator[tuple[str, str, Signs, bool]]:
    for told in pages:
        for line in lines(told.page.text):
            words = line.extent.of(told.page.text)
            if not is_around(words):
                signs = dict.fromkeys(voice_signs(words), 1.0)
                yield told.kind, told.page.name, signs, line.extent.start >= told.border


def _regression(rows: Sequence[tuple[str, str, Signs, bool]], shares: Mapping[str, float]) -> dict[str, float]:
    """The weights of a logistic regression with a small ridge, by Adam over all rows at once."""
    on = {(sign, kind, name) for kind, name, signs, _ in rows for sign in signs}
    pages, of_sites = Counter(sign for sign, _, _ in on), Counter(sign for sign, kind, _ in on if kind == "web")
    names = sorted(sign for sign in pages if pages[sign] >= PAGES and of_sites[sign] >= SITES)
    column = {sign: place for place, sign in enumerate(names)}
    held = [(row, column[s], v) for row, (_, _, signs, _) in enumerate(rows) for s, v in signs.items() if s in column]
    row, at = (np.array([h[i] for h in held], dtype=int) for i in (0, 1))
    value = np.array([h[2] for h in held])
    truth = np.array([t for *_, t in rows], dtype=float)
    share = np.array([shares[kind] for kind, *_ in rows])

    def slope(w: np.ndarray) -> np.ndarray:
        chance = 1 / (1 + np.exp(-np.bincount(row, weights=w[at] * value, minlength=len(rows))))
        wrong = (chance - truth) * share
        return (np.bincount(at, weights=wrong[row] * value, minlength=len(names)) + 3.0 * w) / len(rows)

    found = _descended(slope, len(names), steps=150, rate=0.09)
    return {name: float(w) for name, w in zip(names, found, strict=True) if abs(w) >= SMALLEST}


def _softmax(pages: Sequence[Told], weights: Weights) -> dict[str, float]:
    """The weights with which the right line, or none, is the likeliest of each page's."""
    cases = [case for told in pages if BORDER_SHARES[told.kind] and (case := _case(told, weights))]
    spread = np.concatenate([rows for _, rows, _ in cases])
    mean, scale = spread.mean(axis=0), spread.std(axis=0) + 1e-6
    scaled = [(kind, (rows - mean) / scale, right) for kind, rows, right in cases]

    def slope(w: np.ndarray) -> np.ndarray:
        total = 0.003 * len(scaled) * np.append(w[:-1], 0.0)
        for kind, rows, right in scaled:
            weight = np.append(rows @ w[:-1], w[-1])
            chance = np.exp(weight - weight.max())
            wrong = chance / chance.sum() * BORDER_SHARES[kind]
            wrong[right] -= BORDER_SHARES[kind]
            total += np.append(wrong[:-1] @ rows, wrong[-1])
        return total / len(scaled)

    found = _descended(slope, len(mean) + 1, steps=250, rate=0.05)
    names = list(next(borders(weigh(["a", "b"], NONE)))[1])
    plain = {name: float(w) for name, w in zip(names, found[:-1] / scale, strict=True)}
    return plain | {ALWAYS: float(found[-1] + (found[:-1] / scale) @ mean)}


def _case(told: Told, weights: Weights) -> tuple[str, np.ndarray, int] | None:
    """What tells for each line of a page, and the place of the right one among them; after the last: none."""
    found = lines(told.page.text)
    possible = list(borders(weigh([line.extent.of(told.page.text) for line in found], weights)))
    if len(told.page.starts) in (1, 2) or len(possible) < 2:
        return None
    rows = np.array([list(signs.values()) for _, signs in possible])
    right = [
        n for n, (place, _) in enumerate(possible) if told.page.starts and found[place].extent.start >= told.border
    ]
    return told.kind, rows, right[0] if right else len(possible)


def _descended(slope: "object", size: int, *, steps: int, rate: float) -> np.ndarray:
    """Where Adam comes to from zero; the rate is halved halfway."""
    assert callable(slope)
    w, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, steps + 1):
        now = slope(w)
        mean, square = 0.9 * mean + 0.1 * now, 0.99 * square + 0.01 * now * now
        at = rate * (0.5 if step > steps / 2 else 1.0)
        w = w - at * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return w


def _print_folds(pages: Sequence[Told]) -> None:
    read: dict[str, list[int]] = {}
    for fold in range(FOLDS):
        weights = learned([told for place, told in enumerate(pages) if place % FOLDS != fold])
        for told in pages[fold::FOLDS]:
            for name, page, kind in (("whole", told.page, "article"), ("alone", _alone(told), "discussion")):
                document = Document(origin=Origin(uri=page.name), text=page.text)
                posts = unsigned_posts(
                    document.text, lines(document.text), all_posts=kind == "discussion", weights=weights
                )
                read[f"{name} {told.kind} {page.name}"] = [post.extent.start for post in posts]
    for kind in ("blog", "web"):
        some = [told for told in pages if told.kind == kind and len(told.page.starts) >= ENOUGH]
        print(kind, measure([t.page for t in some], partial(_of, read, f"whole {kind}")))
        print(kind, measure([_alone(t) for t in some], partial(_of, read, f"alone {kind}"), given=True))
    print("news torn", sum(bool(read[f"whole news {told.page.name}"]) for told in pages if told.kind == "news"))


def _of(read: Mapping[str, list[int]], what: str, page: Page) -> list[int]:
    return read[f"{what} {page.name}"]


def _alone(told: Told) -> Page:
    return told.page.discussion if told.page.starts else told.page


if __name__ == "__main__":
    main()
