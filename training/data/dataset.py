"""Shards → batches: an endless, resumable stream for training, a fixed list for validation."""

import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from model.formula.tokenizer import BOS, EOS, PAD, Tokenizer
from model.picture.preprocess import Ink, MeasuredInk, NoInkError, pad_to_shape
from training.data.augment import AugmentConfig, augment
from training.data.plan import Plan, PlanConfig, PlannedBatch, make_catalog
from training.data.surroundings import Neighbor
from training.drawing.shards import ShardReader
from training.ranges import Count, Share

_LENGTH_GRANULE = 8  # few different lengths let kernels be reused
_PREFETCHED_BATCHES = 8
_TEXT_SHARE = 0.5  # of the lines that show beside a formula


@dataclass(frozen=True, kw_only=True)
class DataConfig(PlanConfig):
    """What a stream of batches is made of; ``PlanConfig`` says which pictures come when.

    Attributes:
        shards: Folders.
        augment: What happens to training pictures.
        ramp_samples: Augmentation grows to full strength over so many pictures.
        ramp_start: Strength of augmentation at the first picture.
        workers: Processes that read and augment; 0 does it in the calling process.
    """

    shards: tuple[Path, ...]
    augment: AugmentConfig = field(default_factory=AugmentConfig)
    ramp_samples: Count = 200_000
    ramp_start: Share = 0.25
    workers: Count = 1


@dataclass(frozen=True)
class Batch:
    """Pictures of one padded shape with their formulas.

    Attributes:
        image: Ink, float32 (B, 1, H, W).
        token_ids: long (B, T), bos … eos, then pad; T - 1 is a multiple of 8 or the longest allowed.
        records: (number of the shard, place in it) of each picture.
        samples: Pictures this batch stands for; on several devices more than it holds.
    """

    image: Tensor
    token_ids: Tensor
    records: tuple[tuple[int, int], ...]
    samples: int


class TrainStream:
    """Endless batches, the same ones for the same config, going on exactly after ``samples_seen``.

    Args:
        config: Shards and how to draw from them.
        tokenizer: Encodes the formulas; those with foreign tokens are left out.
        samples_seen: Sum of ``Batch.samples`` so far.
        rank: Number of this device.
        world_size: Number of devices; each gets every ``world_size``-th picture of the same batches.
    """

    def __init__(
        self,
        config: DataConfig,
        tokenizer: Tokenizer,
        samples_seen: int = 0,
        *,
        rank: int = 0,
        world_size: int = 1,
    ) -> None:
        self._batches = _TrainBatches(config, tokenizer, samples_seen, rank, world_size)
        self._workers = config.workers

    def __iter__(self) -> Iterator[Batch]:
        """Start the workers and yield their batches; they end with the iterator."""
        # A fork would copy the locks of the computing threads in whatever state they are.
        context = "spawn" if self._workers else None
        return iter(
            DataLoader(
                self._batches,
                batch_size=None,
                num_workers=self._workers,
                collate_fn=_unchanged,
                multiprocessing_context=context,
                worker_init_fn=_leave_signals_to_the_parent,
                prefetch_factor=_PREFETCHED_BATCHES if self._workers else None,
            )
        )


def validation_batches(config: DataConfig, tokenizer: Tokenizer, limit: int) -> Iterator[Batch]:
    """Yield ``limit`` pictures spread evenly over the shards, prepared as in use; always the same."""
    source = _Source(config, tokenizer)
    total = source.catalog.shard.size
    chosen = np.linspace(0, total - 1, min(limit, total)).astype(int)
    size = config.augment.shown_em
    sheets = {int(row): MeasuredInk.of(source.image(int(row))).sheet(size)[0] for row in chosen}
    by_shape: dict[tuple[int, ...], list[int]] = {}
    for row in sorted(sheets, key=lambda row: int(source.catalog.tokens[row])):
        by_shape.setdefault(sheets[row].shape, []).append(row)
    for rows in by_shape.values():
        for start in range(0, len(rows), config.batch_size):
            part = rows[start : start + config.batch_size]
            yield source.collate([sheets[row] for row in part], part, samples=len(part))


class _Source:
    """Pictures and formulas of all shards, by row of the catalog."""

    def __init__(self, config: DataConfig, tokenizer: Tokenizer) -> None:
        self._shards = [ShardReader(folder) for folder in config.shards]
        self._tokenizer = tokenizer
        self._longest_input = config.max_tokens + 1  # bos and the tokens
        self.catalog = make_catalog(
            self._shards, tokenizer, max_tokens=config.max_tokens, token_weights=config.token_weights
        )
        self._texts = np.flatnonzero(self.catalog.tokens == 0)  # pictures without a formula are mostly text

    def image(self, row: int) -> NDArray[np.uint8]:
        shard = self._shards[int(self.catalog.shard[row])]
        return shard.image(int(self.catalog.record[row]))

    def em_px(self, row: int) -> float:
        return float(self._shards[self.catalog.shard[row]].records["em_px"][self.catalog.record[row]])

    def neighbor(self, rng: np.random.Generator) -> Neighbor:
        """Draw a picture at random: of text, one time in two, or of a formula."""
        is_text = rng.random() < _TEXT_SHARE and self._texts.size > 0
        row = int(rng.choice(self._texts) if is_text else rng.integers(self.catalog.shard.size))
        return Neighbor(self.image(row), self.em_px(row))

    def collate(self, sheets: Sequence[Ink], rows: Sequence[int], *, samples: int) -> Batch:
        longest = int(self.catalog.tokens[rows].max()) + 1
        longest = min(-(-longest // _LENGTH_GRANULE) * _LENGTH_GRANULE, self._longest_input)
        token_ids = torch.full((len(rows), longest + 1), PAD)
        records = tuple((int(self.catalog.shard[row]), int(self.catalog.record[row])) for row in rows)
        for line, (shard, record) in zip(token_ids, records, strict=True):
            reader = self._shards[shard]
            formula = reader.formulas[reader.records["formula"][record]]
            ids = [BOS, *self._tokenizer.encode(formula.tokens), EOS]
            line[: len(ids)] = torch.tensor(ids)
        return Batch(torch.from_numpy(np.stack(sheets))[:, None], token_ids, records, samples)


class _TrainBatches(IterableDataset[Batch]):
    """What a worker runs: plan, read, augment, collate. Shards are opened there, not in the parent."""

    def __init__(
        self, config: DataConfig, tokenizer: Tokenizer, samples_seen: int, rank: int, world_size: int
    ) -> None:
        self._config = config
        self._tokenizer = tokenizer
        self._samples_seen = samples_seen
        self._rank = rank
        self._world_size = world_size

    def __iter__(self) -> Iterator[Batch]:
        worker = get_worker_info()
        turn, turns = (worker.id, worker.num_workers) if worker else (0, 1)
        source = _Source(self._config, self._tokenizer)
        plan = Plan(source.catalog, self._config, shown_em=self._config.augment.shown_em)
        for number, planned in enumerate(plan.batches(self._samples_seen)):
            if number % turns == turn:  # the loader takes batches from its workers in turn
                yield self._make(planned, source)

    def _make(self, planned: PlannedBatch, source: _Source) -> Batch:
        # Where there are fewer pictures than devices, one left without would leave the others waiting for it.
        mine = range(self._rank, planned.pictures.size, self._world_size) or range(1)
        rows = [int(planned.pictures[i]) for i in mine]
        sheets = [
            pad_to_shape(self._augmented(source, row, planned.first_sample + i), planned.shape)
            for i, row in zip(mine, rows, strict=True)
        ]
        return source.collate(sheets, rows, samples=planned.pictures.size)

    def _augmented(self, source: _Source, row: int, sample: int) -> Ink:
        config = self._config
        ramp = min(1.0, sample / config.ramp_samples) if config.ramp_samples else 1.0
        strength = config.ramp_start + (1 - config.ramp_start) * ramp
        rng = np.random.default_rng((config.seed, sample))
        image, em_px = source.image(row), source.em_px(row)
        try:
            return augment(image, em_px, rng, config.augment, strength=strength, neighbor=source.neighbor)
        except NoInkError:  # a faint dot drowned in noise: shown plainly instead
            return augment(image, em_px, rng, config.augment, strength=0.0)


def _unchanged(batch: object) -> object:
    return batch


def _leave_signals_to_the_parent(_worker: int) -> None:
    """Let the run end in order: a signal to the whole group would otherwise take its batches away first."""
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signal_number, signal.SIG_IGN)
