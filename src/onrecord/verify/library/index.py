"""A sorted index of runs of three words in memory-mapped arrays: where in millions of words a quotation may stand.

The words of all texts are numbered through. Every run of three is hashed into one of 2^n buckets; the index is the
words' numbers sorted by bucket, and where each bucket begins. Nothing else is kept, so that it is smaller than the
text: a bucket holds strangers too, and a place counts once several runs agree on it.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from onrecord.verify.tokens import quick_words, word_keys

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.uint32]

RUN = 3
"""Words that are looked up together. Two are too common, and of four more break at a changed word."""

PER_BUCKET = 6
"""Runs in a bucket, at least: half as many buckets save 6 % of the index and bring twice as many strangers."""

_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)


class Vocabulary(dict[str, int]):
    """Words as numbers, and the hashes of the keys behind each; it grows as words are met."""

    def __init__(self) -> None:
        self._counts: list[int] = []
        self._firsts: list[int] = []
        self._hashes: list[int] = []

    def __missing__(self, word: str) -> int:
        number = len(self)
        keys = word_keys(word)
        self._firsts.append(len(self._hashes))
        self._counts.append(len(keys))
        self._hashes += map(key_hash, keys)
        self[word] = number
        return number

    def counts(self, numbers: Numbers) -> Numbers:
        """How many keys each of these words has."""
        return np.array(self._counts, np.uint32)[numbers]

    def hashes(self, numbers: Numbers) -> Hashes:
        """The hashes of the keys of words by their numbers, one after the other."""
        firsts, many = np.array(self._firsts, np.int64), self.counts(numbers).astype(np.int64)
        known = np.array(self._hashes, np.uint64)
        steps = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many)
        return np.asarray(known[np.repeat(firsts[numbers], many) + steps], np.uint64)


def numbered(text: str, vocabulary: Vocabulary) -> Numbers:
    """A text's words as numbers."""
    words = quick_words(text)
    return np.fromiter(map(vocabulary.__getitem__, words), np.uint32, len(words))


@lru_cache(maxsize=65536)
def key_hash(key: str) -> int:
    """64 bits of a key, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little")


def question(keys: Sequence[str]) -> Hashes:
    """The hash of every run of three of a quotation's keys."""
    return runs(np.fromiter(map(key_hash, keys), np.uint64, len(keys)))


def runs(hashes: Hashes) -> Hashes:
    """The hash of every run of three."""
    if len(hashes) < RUN:
        return np.zeros(0, np.uint64)
    with np.errstate(over="ignore"):
        mixed = sum(hashes[k : len(hashes) - RUN + 1 + k] * _FACTORS[k] for k in range(RUN))
        return np.asarray((mixed ^ (mixed >> np.uint64(29))) * _FACTORS[1], np.uint64)


_BEGIN_AND_END = np.array([[0], [1]])


@dataclass(frozen=True, slots=True)
class Index:
    """The numbers of all runs sorted by bucket, and where each bucket begins: 2^bits + 1 of them."""

    numbers: Numbers
    begins: Numbers
    bits: int

    def bounds(self, asked: Hashes) -> Numbers:
        """Where in `numbers` the bucket of each run begins and ends, as (2, runs)."""
        bucket = (asked >> np.uint64(64 - self.bits)).astype(np.int64)
        return np.asarray(self.begins[bucket + _BEGIN_AND_END], np.uint32)


def index_of(hashes: Hashes) -> Index:
    """The index of words, given as their hashes, numbered from 0."""
    hashed = runs(hashes)
    bits = max(8, int(np.log2(max(1, len(hashed)) / PER_BUCKET)))
    buckets = hashed >> np.uint64(64 - bits)
    pairs = np.sort((buckets << np.uint64(32)) | np.arange(len(hashed), dtype=np.uint64))
    counts = np.bincount((pairs >> np.uint64(32)).astype(np.int64), minlength=1 << bits)
    begins = np.concatenate(([0], np.cumsum(counts))).astype(np.uint32)
    return Index((pairs & np.uint64(0xFFFFFFFF)).astype(np.uint32), begins, bits)
