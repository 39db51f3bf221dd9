"""Shards → batches: an endless, resumable stream for training, a fixed list for validation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import DataLoader, IterableDataset

from model.preprocess import Ink, NoInkError, pad_to_shape, preprocess
from model.tokenizer import BOS, EOS, PAD, Tokenizer
from training.augment import AugmentConfig, augment
from training.plan import Catalog, Plan, PlanConfig, PlannedBatch, make_catalog
from training.shards import ShardReader

_LENGTH_GRANULE = 8  # few different lengths let kernels be reused


@dataclass(frozen=True)
class DataConfig:
    """What a stream of batches is made of.

    Attributes:
        shards: Folders.
        shard_weights: Relative shares; empty: each shard as large as its number of pictures.
        batch_size: Pictures a batch at 64 × 320 px and 64 tokens; more of smaller ones, fewer of larger.
        curriculum_samples: For so many pictures only short formulas are shown.
        curriculum_max_tokens: Longest formula of that time.
        curriculum_max_width_px: Widest picture of that time, at nominal size.
        max_tokens: Longer formulas are left out.
        pool_batches: Batches that are drawn and shuffled together.
        augment: What happens to training pictures.
        ramp_samples: Augmentation grows to full strength over so many pictures.
        ramp_start: Strength of augmentation at the first picture.
        workers: Processes that read and augment; 0 does it in the calling process.
        seed: Of order and augmentation.
    """

    shards: tuple[Path, ...]
    shard_weights: tuple[float, ...] = ()
    batch_size: int = 64
    curriculum_samples: int = 0
    curriculum_max_tokens: int = 26
    curriculum_max_width_px: int = 160
    max_tokens: int = 192
    pool_batches: int = 50
    augment: AugmentConfig = field(default_factory=AugmentConfig)
    ramp_samples: int = 200_000
    ramp_start: float = 0.25
    workers: int = 1
    seed: int = 1


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
        """Start the worker and yield its batches; it ends with the iterator."""
        return iter(
            DataLoader(
                self._batches,
                batch_size=None,
                num_workers=self._workers,
                collate_fn=_unchanged,
                prefetch_factor=8 if self._workers else None,
            )
        )


def validation_batches(config: DataConfig, tokenizer: Tokenizer, limit: int) -> Iterator[Batch]:
    """Yield ``limit`` pictures spread evenly over the shards, prepared as in use; always the same."""
    shards = [ShardReader(folder) for folder in config.shards]
    catalog = make_catalog(shards, tokenizer, max_tokens=config.max_tokens)
    chosen = np.unique(np.linspace(0, len(catalog.shard) - 1, min(limit, len(catalog.shard))).astype(int))
    inks = {int(i): preprocess(_image(shards, catalog, int(i))) for i in chosen}
    by_shape: dict[tuple[int, ...], list[int]] = {}
    for i in sorted(inks, key=lambda i: int(catalog.tokens[i])):
        by_shape.setdefault(inks[i].shape, []).append(i)
    for pictures in by_shape.values():
        for start in range(0, len(pictures), config.batch_size):
            part = pictures[start : start + config.batch_size]
            images = [inks[i][0] for i in part]
            yield _collate(images, part, shards, catalog, tokenizer, config.max_tokens, len(part))


class _TrainBatches(IterableDataset[Batch]):
    """What the worker runs: plan, read, augment, collate. Shards are opened there, not in the parent."""

    def __init__(
        self, config: DataConfig, tokenizer: Tokenizer, samples_seen: int, rank: int, world_size: int
    ) -> None:
        self._config = config
        self._tokenizer = tokenizer
        self._samples_seen = samples_seen
        self._rank = rank
        self._world_size = world_size

    def __iter__(self) -> Iterator[Batch]:
        worker = torch.utils.data.get_worker_info()
        turn, turns = (worker.id, worker.num_workers) if worker else (0, 1)
        config = self._config
        shards = [ShardReader(folder) for folder in config.shards]
        catalog = make_catalog(shards, self._tokenizer, max_tokens=config.max_tokens)
        plan = Plan(
            catalog,
            PlanConfig(
                seed=config.seed,
                batch_size=config.batch_size,
                pool_batches=config.pool_batches,
                shard_weights=config.shard_weights,
                max_tokens=config.max_tokens,
                curriculum_samples=config.curriculum_samples,
                curriculum_max_tokens=config.curriculum_max_tokens,
                curriculum_max_width_px=config.curriculum_max_width_px,
            ),
        )
        for number, planned in enumerate(plan.batches(self._samples_seen)):
            if number % turns == turn:  # the loader takes batches from its workers in turn
                yield self._make(planned, shards, catalog)

    def _make(self, planned: PlannedBatch, shards: Sequence[ShardReader], catalog: Catalog) -> Batch:
        mine = range(self._rank, len(planned.pictures), self._world_size)
        pictures = [int(planned.pictures[i]) for i in mine]
        inks = [
            self._ink(shards, catalog, picture, planned.first_sample + i)
            for i, picture in zip(mine, pictures, strict=True)
        ]
        sheets = [pad_to_shape(ink, planned.shape) for ink in inks]
        samples = len(planned.pictures)
        return _collate(sheets, pictures, shards, catalog, self._tokenizer, self._config.max_tokens, samples)

    def _ink(self, shards: Sequence[ShardReader], catalog: Catalog, picture: int, sample: int) -> Ink:
        config = self._config
        image = _image(shards, catalog, picture)
        em_px = float(shards[catalog.shard[picture]].records["em_px"][catalog.record[picture]])
        ramp = min(1.0, sample / config.ramp_samples) if config.ramp_samples else 1.0
        strength = config.ramp_start + (1 - config.ramp_start) * ramp
        rng = np.random.default_rng((config.seed, sample))
        try:
            return augment(image, em_px, rng, config.augment, strength=strength)
        except NoInkError:  # a lone faint dot drowned in noise: shown as stored
            return augment(image, em_px, rng, config.augment, strength=0.0)


def _image(shards: Sequence[ShardReader], catalog: Catalog, picture: int) -> NDArray[np.uint8]:
    shard = shards[int(catalog.shard[picture])]
    return shard.image(int(catalog.record[picture]))


def _collate(
    sheets: Sequence[Ink],
    pictures: Sequence[int],
    shards: Sequence[ShardReader],
    catalog: Catalog,
    tokenizer: Tokenizer,
    max_tokens: int,
    samples: int,
) -> Batch:
    records = tuple((int(catalog.shard[i]), int(catalog.record[i])) for i in pictures)
    inputs = int(catalog.tokens[pictures].max()) + 1  # bos and the tokens
    inputs = min(-(-inputs // _LENGTH_GRANULE) * _LENGTH_GRANULE, max_tokens + 1)
    token_ids = torch.full((len(sheets), inputs + 1), PAD)
    for row, (shard, record) in enumerate(records):
        formula = shards[shard].formulas[int(shards[shard].records["formula"][record])]
        ids = [BOS, *tokenizer.encode(formula.tokens), EOS]
        token_ids[row, : len(ids)] = torch.tensor(ids)
    return Batch(torch.from_numpy(np.stack(sheets))[:, None], token_ids, records, samples)


def _unchanged(batch: object) -> object:
    return batch
