"""Sample plan of a run, in batches: a pure function of shards, seed and pictures seen so far.

Pictures are drawn in pools, each source of each shard walking through its own endless sequence of
permutations. Within a pool pictures of one padded shape and like length come together, so that little is
padded; then the batches are shuffled, because a run that meets one kind of batch for long forgets the others.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

import numpy as np
from numpy.typing import NDArray

from model.formula.tokenizer import Tokenizer, UnknownTokenError
from model.picture.preprocess import MARGIN_PX, NOMINAL_EM_PX, SHAPES
from training.drawing.drawing import MARGIN_PX as STORED_MARGIN_PX
from training.drawing.shards import ShardReader
from training.errors import TrainingError
from training.ranges import Amount, Count, Positive

Indices = NDArray[np.int64]

# Room for an em estimated too small and for jitter; what is larger still is shrunk to fit. Measured at full
# strength of augmentation: 10 % are shrunk, 4 % by more than 15 %; without headroom 14 % and 5 %.
HEADROOM = 1.05

_NOMINAL_AREA = 64 * 320  # pixels and
_NOMINAL_TOKENS = 64  # tokens of a picture where a batch has its nominal size
_GRANULE = 8  # batch sizes are multiples of it, for kernels and for dividing among devices


@dataclass(frozen=True, kw_only=True)
class PlanConfig:
    r"""How pictures are drawn and put together.

    Attributes:
        batch_size: Pictures a batch at 64 × 320 px and 64 tokens; more of smaller ones, fewer of larger.
        pool_batches: Batches of nominal size that are drawn and shuffled together.
        max_tokens: Longer formulas are left out.
        shard_weights: Relative shares of the shards; empty: each as large as its pictures are many.
        source_weights: How often a formula of a source is drawn, relative to 1; unnamed sources have 1.
        token_weights: How often, besides, a formula is drawn that holds a token, relative to 1, such as 3 for
            ``\boldsymbol``, be its argument braced or not; of several tokens the largest counts.
        curriculum_samples: For so many pictures only short formulas are drawn.
        curriculum_max_tokens: Longest formula of that time.
        curriculum_max_width_px: Widest picture of that time, at nominal size of type.
        seed: Of all random choices.
    """

    batch_size: Positive = 64
    pool_batches: Positive = 50
    max_tokens: Positive = 192
    shard_weights: tuple[Amount, ...] = ()
    source_weights: dict[str, Amount] = field(default_factory=dict)
    token_weights: dict[str, Amount] = field(default_factory=dict)
    curriculum_samples: Count = 0
    curriculum_max_tokens: Count = 26
    curriculum_max_width_px: Count = 160
    seed: Count = 1


@dataclass(frozen=True)
class PlannedBatch:
    """Pictures that share a padded shape.

    Attributes:
        shape: Padded (height, width).
        first_sample: Number of the first picture within the run.
        pictures: Rows of the catalog, int64 (B,).
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
        source: Corpus of the formula, by its place in ``sources``, int64 (N,).
        tokens: Length of the formula without bos and eos, int64 (N,).
        size: Height and width of the ink at nominal size of type, px, float64 (N, 2).
        weight: How often it is drawn for its tokens, relative to 1, float64 (N,).
        sources: Names of all corpora.
    """

    shard: Indices
    record: Indices
    source: Indices
    tokens: Indices
    size: NDArray[np.float64]
    weight: NDArray[np.float64]
    sources: tuple[str, ...]


def make_catalog(
    shards: Sequence[ShardReader],
    tokenizer: Tokenizer,
    *,
    max_tokens: int,
    token_weights: Mapping[str, float] | None = None,
) -> Catalog:
    """List the pictures whose formulas are short enough and hold no foreign token.

    Raises:
        TrainingError: There are none.
    """
    names = sorted({formula.source for shard in shards for formula in shard.formulas})
    code = {name: i for i, name in enumerate(names)}
    columns = []
    for number, shard in enumerate(shards):
        records = shard.records
        lengths = np.array([_length(formula.tokens, tokenizer) for formula in shard.formulas], np.int64)
        sources = np.array([code[formula.source] for formula in shard.formulas], np.int64)
        tokens = lengths[records["formula"]]
        usable = np.flatnonzero((tokens >= 0) & (tokens <= max_tokens))
        stored = np.stack([records["height"], records["width"]], axis=1).astype(np.float64)
        size = (stored - 2 * STORED_MARGIN_PX) * NOMINAL_EM_PX / records["em_px"][:, None]
        weights = np.array([_weight(formula.tokens, token_weights or {}) for formula in shard.formulas])
        formula = records["formula"][usable]
        numbers = np.full(usable.size, number)
        columns.append((numbers, usable, sources[formula], tokens[usable], size[usable], weights[formula]))
    parts = [np.concatenate(column) for column in zip(*columns, strict=True)]
    shard_numbers, places, source_codes, token_counts, sizes, weight = parts
    catalog = Catalog(shard_numbers, places, source_codes, token_counts, sizes, weight, tuple(names))
    if not catalog.shard.size:
        raise TrainingError("no picture is usable: all formulas are too long or hold unknown tokens")
    return catalog


class Plan:
    """The endless sequence of batches of a run.

    Args:
        catalog: Pictures to draw from.
        config: How.
        shown_em: Size of type at which they will be shown, in nominal ems.

    Raises:
        TrainingError: The weights do not fit the shards, or leave nothing to draw.
    """

    def __init__(self, catalog: Catalog, config: PlanConfig, *, shown_em: float = 1.0) -> None:
        self._catalog = catalog
        self._config = config
        self._pool_samples = config.pool_batches * config.batch_size
        self._shape_of = _shapes_of(catalog.size * HEADROOM * shown_em)
        is_short = (catalog.tokens <= config.curriculum_max_tokens) & (
            catalog.size[:, 1] <= config.curriculum_max_width_px
        )
        self._full = _Draw(catalog, np.ones_like(is_short), config)
        self._curriculum = _Draw(catalog, is_short, config) if config.curriculum_samples else self._full

    def batches(self, samples_seen: int = 0) -> Iterator[PlannedBatch]:
        """Yield batches for ever, from the very picture that follows ``samples_seen``."""
        drawn = np.zeros_like(self._full.shares, np.int64)  # of each stratum, in all pools before
        for pool in count():
            first = pool * self._pool_samples
            draw = self._curriculum if first < self._config.curriculum_samples else self._full
            rng = np.random.default_rng((self._config.seed, pool))
            counts = rng.multinomial(self._pool_samples, draw.shares)
            if first + self._pool_samples > samples_seen:
                pictures = rng.permutation(draw.pictures(drawn, counts))
                batches = list(self._grouped(pictures))
                for i in rng.permutation(len(batches)):
                    shape, members = batches[i]
                    done = max(0, samples_seen - first)
                    if done < members.size:
                        yield PlannedBatch(SHAPES[shape], first + done, members[done:])
                    first += members.size
            drawn += counts

    def _grouped(self, pictures: Indices) -> Iterator[tuple[int, Indices]]:
        """Cut a pool into batches (shape number, pictures); what fills no batch moves to a larger shape."""
        waiting = {shape: pictures[self._shape_of[pictures] == shape] for shape in range(len(SHAPES))}
        for shape in waiting:
            members = waiting[shape]
            members = members[np.argsort(self._catalog.tokens[members], kind="stable")]
            larger = next((s for s in waiting if s > shape and _holds(SHAPES[s], SHAPES[shape])), None)
            while members.size:
                size = self._batch_size(shape, members)
                if size > members.size and larger is not None:
                    waiting[larger] = np.concatenate([waiting[larger], members])
                    break
                if members.size - size < _GRANULE:  # few pictures make a poor batch of their own
                    size = members.size
                yield shape, members[:size]
                members = members[size:]

    def _batch_size(self, shape: int, members: Indices) -> int:
        """Choose how many of the members, shortest first, make a batch of constant area and tokens."""
        nominal, area = self._config.batch_size, SHAPES[shape][0] * SHAPES[shape][1]
        size = min(2 * nominal, _in_granules(nominal * _NOMINAL_AREA / area))
        longest = int(self._catalog.tokens[members[min(size, members.size) - 1]])
        return min(size, _in_granules(nominal * _NOMINAL_TOKENS / (longest + 1)))


class _Draw:
    """Strata, one for each source of each shard and each weight there, and how often each is drawn."""

    def __init__(self, catalog: Catalog, is_member: NDArray[np.bool_], config: PlanConfig) -> None:
        shards = int(catalog.shard.max()) + 1
        if config.shard_weights and len(config.shard_weights) != shards:
            raise TrainingError(f"{len(config.shard_weights)} weights for {shards} shards")
        token_weights = np.unique(catalog.weight).tolist()
        weight = np.zeros(0)
        self._seed = config.seed
        self._members: list[Indices] = []
        for shard in range(shards):
            strata, of_shard = [], []
            for source, name in enumerate(catalog.sources):
                members = np.flatnonzero((catalog.shard == shard) & (catalog.source == source) & is_member)
                source_weight = config.source_weights.get(name, 1.0)
                for token_weight in token_weights:
                    strata.append(members[catalog.weight[members] == token_weight])
                    of_shard.append(strata[-1].size * source_weight * token_weight)
            self._members += strata
            share = np.array(of_shard)
            if config.shard_weights:
                share *= config.shard_weights[shard] / max(share.sum(), 1e-9)
            weight = np.concatenate([weight, share])
        if not weight.sum():
            raise TrainingError(
                "nothing to draw: every picture has weight 0 or is too large for the curriculum"
            )
        self.shares = weight / weight.sum()

    def pictures(self, starts: Indices, counts: Indices) -> Indices:
        """Return the next pictures of each stratum's endless sequence of permutations."""
        parts = []
        for stratum, members in enumerate(self._members):
            start, end = int(starts[stratum]), int(starts[stratum] + counts[stratum])
            while start < end:
                turn, offset = divmod(start, members.size)
                order = np.random.default_rng((self._seed, stratum, turn)).permutation(members)
                parts.append(order[offset : offset + end - start])
                start += parts[-1].size
        return np.concatenate(parts)


def _length(tokens: list[str], tokenizer: Tokenizer) -> int:
    """Count tokens, none where a picture is no formula; -1 where one is unknown."""
    try:
        return len(tokenizer.encode(tokens))
    except UnknownTokenError:
        return -1


def _weight(tokens: list[str], token_weights: Mapping[str, float]) -> float:
    r"""Find the largest weight among tokens; ``\hat{`` is ``\hat`` with a braced argument."""
    named = (token_weights.get(token.removesuffix("{"), 1.0) for token in tokens)
    return max(named, default=1.0)


def _in_granules(size: float) -> int:
    return max(_GRANULE, int(size) // _GRANULE * _GRANULE)


def _holds(larger: tuple[int, int], smaller: tuple[int, int]) -> bool:
    return larger[0] >= smaller[0] and larger[1] >= smaller[1]


def _shapes_of(sizes: NDArray[np.float64]) -> Indices:
    """Find the smallest shape that holds each size; where none does, the one that shrinks it least."""
    room = np.array(SHAPES, np.float64) - 2 * MARGIN_PX  # (shapes, 2)
    fit = np.stack([(place / sizes).min(axis=1) for place in room], axis=1)  # (N, shapes)
    smallest: Indices = np.where((fit >= 1).any(axis=1), (fit >= 1).argmax(axis=1), fit.argmax(axis=1))
    return smallest
