"""Which pictures a run sees, in which batches: a pure function of shards, seed and pictures seen so far.

Pictures are drawn in pools, each shard walking through its own endless sequence of permutations. Within a
pool pictures of one padded shape and like length come together, so that little is padded; then the batches
are shuffled, because a run that meets one kind of batch for long forgets the others.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.preprocess import MARGIN_PX, NOMINAL_EM_PX, SHAPES
from model.tokenizer import Tokenizer, UnknownTokenError
from training.shards import ShardReader
from training.tex import MARGIN_PX as STORED_MARGIN_PX

Indices = NDArray[np.int64]

HEADROOM = 1.1
"""Room for an em estimated too small and for jitter; what is larger still is shrunk to fit."""

_NOMINAL_BATCH_AREA = 64 * 320  # px a picture: where a batch has its nominal size
_NOMINAL_BATCH_TOKENS = 64
_GRANULE = 8  # batch sizes and lengths are multiples of it, for kernels and for dividing among devices


@dataclass(frozen=True)
class PlanConfig:
    """How pictures are drawn and put together.

    Attributes:
        seed: Of the order.
        batch_size: Pictures a batch at 64 × 320 px and 64 tokens; more of smaller ones, fewer of larger.
        pool_batches: Batches of nominal size in a pool.
        shard_weights: Relative shares of the shards; empty: each as large as its number of pictures.
        max_tokens: Longer formulas are left out.
        curriculum_samples: For so many pictures only short formulas are drawn.
        curriculum_max_tokens: Longest formula of that time.
        curriculum_max_width_px: Widest picture of that time, at nominal size.
    """

    seed: int = 1
    batch_size: int = 64
    pool_batches: int = 50
    shard_weights: tuple[float, ...] = ()
    max_tokens: int = 192
    curriculum_samples: int = 0
    curriculum_max_tokens: int = 26
    curriculum_max_width_px: int = 160


@dataclass(frozen=True)
class PlannedBatch:
    """Pictures that share a padded shape.

    Attributes:
        shape: Padded (height, width).
        first_sample: Number of the first picture within the run.
        pictures: Places in the catalog, int64 (B,).
    """

    shape: tuple[int, int]
    first_sample: int
    pictures: Indices


@dataclass(frozen=True)
class Catalog:
    """All pictures that may be used, one row each.

    Attributes:
        shard: Number of the shard, int64 (N,).
        record: Place in the shard, int64 (N,).
        tokens: Length of the formula without bos and eos, int64 (N,).
        size: Height and width of the ink at nominal size, px, float64 (N, 2).
    """

    shard: Indices
    record: Indices
    tokens: Indices
    size: NDArray[np.float64]


def make_catalog(shards: Sequence[ShardReader], tokenizer: Tokenizer, *, max_tokens: int) -> Catalog:
    """List the pictures whose formulas are short enough and know no foreign token."""
    columns = []
    for number, shard in enumerate(shards):
        records = shard.records
        lengths = np.array([_length(formula.tokens, tokenizer) for formula in shard.formulas], np.int64)
        tokens = lengths[records["formula"]]
        usable = np.flatnonzero((tokens > 0) & (tokens <= max_tokens))
        size = (
            np.stack([records["height"], records["width"]], axis=1).astype(np.float64) - 2 * STORED_MARGIN_PX
        )
        size *= NOMINAL_EM_PX / records["em_px"][:, None]
        columns.append((np.full(usable.size, number), usable, tokens[usable], size[usable]))
    shard_numbers, places, lengths, sizes = (np.concatenate(column) for column in zip(*columns, strict=True))
    return Catalog(shard_numbers, places, lengths, sizes)


class Plan:
    """The endless sequence of batches of a run.

    Raises:
        ValueError: No picture is usable, or the weights do not fit the shards.
    """

    def __init__(self, catalog: Catalog, config: PlanConfig) -> None:
        self._catalog = catalog
        self._config = config
        self._pool_samples = config.pool_batches * config.batch_size
        self._shape_of = _shapes_of(catalog.size * HEADROOM)
        is_short = (catalog.tokens <= config.curriculum_max_tokens) & (
            catalog.size[:, 1] <= config.curriculum_max_width_px
        )
        shards = int(catalog.shard.max(initial=-1)) + 1
        self._all = [np.flatnonzero(catalog.shard == shard) for shard in range(shards)]
        self._short = [members[is_short[members]] for members in self._all]

    def batches(self, samples_seen: int = 0) -> Iterator[PlannedBatch]:
        """Yield batches for ever, from the very picture that follows ``samples_seen``."""
        pool = samples_seen // self._pool_samples
        while True:
            for batch in self._pool(pool):
                skipped = samples_seen - batch.first_sample
                if skipped < len(batch.pictures):
                    done = max(0, skipped)
                    yield PlannedBatch(batch.shape, batch.first_sample + done, batch.pictures[done:])
            pool += 1

    def _pool(self, pool: int) -> Iterator[PlannedBatch]:
        rng = np.random.default_rng((self._config.seed, pool))
        batches = list(self._grouped(rng.permutation(self._draw(pool))))
        first = pool * self._pool_samples
        for i in rng.permutation(len(batches)):
            shape, pictures = batches[i]
            yield PlannedBatch(SHAPES[shape], first, pictures)
            first += len(pictures)

    def _draw(self, pool: int) -> Indices:
        """Draw the pictures of a pool: from each shard the next ones of its sequence."""
        is_curriculum = pool * self._pool_samples < self._config.curriculum_samples
        members = self._short if is_curriculum else self._all
        weights = np.array(self._config.shard_weights or [len(m) for m in members], np.float64)
        if len(weights) != len(members):
            raise ValueError(f"{len(weights)} weights for {len(members)} shards with usable pictures")
        weights = weights * [len(m) > 0 for m in members]
        if not weights.sum():
            raise ValueError("no picture is usable: all formulas are too long or hold unknown tokens")
        ends = np.rint(np.cumsum(weights) / weights.sum() * self._pool_samples).astype(int)
        quotas = np.diff(ends, prepend=0)
        parts = [
            _walk(m, (self._config.seed, shard, int(is_curriculum)), pool * int(quota), int(quota))
            for shard, (m, quota) in enumerate(zip(members, quotas, strict=True))
        ]
        return np.concatenate(parts)

    def _grouped(self, pictures: Indices) -> Iterator[tuple[int, Indices]]:
        """Cut a pool into batches (shape number, pictures); what fills no batch moves to a larger shape."""
        waiting = {shape: pictures[self._shape_of[pictures] == shape] for shape in range(len(SHAPES))}
        for shape in range(len(SHAPES)):
            members = waiting[shape]
            members = members[np.argsort(self._catalog.tokens[members], kind="stable")]
            larger = next(
                (s for s in range(shape + 1, len(SHAPES)) if _holds(SHAPES[s], SHAPES[shape])), None
            )
            while members.size:
                count = self._batch_size(shape, members)
                if count > members.size and larger is not None:
                    waiting[larger] = np.concatenate([waiting[larger], members])
                    break
                yield shape, members[:count]
                members = members[count:]

    def _batch_size(self, shape: int, members: Indices) -> int:
        """Choose how many of the members, shortest first, make a batch of constant area and tokens."""
        nominal, area = self._config.batch_size, SHAPES[shape][0] * SHAPES[shape][1]
        count = min(2 * nominal, _in_granules(nominal * _NOMINAL_BATCH_AREA / area))
        longest = int(self._catalog.tokens[members[min(count, members.size) - 1]])
        return min(count, _in_granules(nominal * _NOMINAL_BATCH_TOKENS / (longest + 1)))


def _length(tokens: list[str], tokenizer: Tokenizer) -> int:
    """Count tokens; 0 where one is unknown."""
    try:
        return len(tokenizer.encode(tokens))
    except UnknownTokenError:
        return 0


def _in_granules(count: float) -> int:
    return max(_GRANULE, int(count) // _GRANULE * _GRANULE)


def _holds(larger: tuple[int, int], smaller: tuple[int, int]) -> bool:
    return larger[0] >= smaller[0] and larger[1] >= smaller[1]


def _shapes_of(sizes: NDArray[np.float64]) -> Indices:
    """Find the smallest shape that holds each size; where none does, the one that shrinks it least."""
    room = np.array(SHAPES, np.float64) - 2 * MARGIN_PX  # (shapes, 2)
    fit = (room / sizes[:, None]).min(axis=2)  # (N, shapes)
    smallest: Indices = np.where((fit >= 1).any(axis=1), (fit >= 1).argmax(axis=1), fit.argmax(axis=1))
    return smallest


def _walk(members: Indices, key: tuple[int, ...], start: int, count: int) -> Indices:
    """Return a stretch of the endless sequence of permutations of the members."""
    parts = []
    while count:
        turn, offset = divmod(start, members.size)
        order = np.random.default_rng((*key, turn)).permutation(members)
        parts.append(order[offset : offset + count])
        start += parts[-1].size
        count -= parts[-1].size
    return np.concatenate(parts) if parts else np.zeros(0, np.int64)
