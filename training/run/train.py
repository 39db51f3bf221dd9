"""The training loop, top to bottom: ``python -m training train --config training/configs/base.yaml``.

One CPU, one CUDA device, or several (``torchrun --nproc-per-node 2 -m training train …``): the same code. A
run can be stopped by SIGTERM or Ctrl-C at any time and goes on exactly where it stopped when started again.
"""

import json
import logging
import os
import random
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Never

import numpy as np
import torch
import torch.distributed
from lightning_fabric import Fabric
from torch import Tensor, nn
from tqdm import tqdm

from model.formula.tokenizer import Tokenizer
from model.network.image2latex import Image2Latex
from training.data.dataset import DataConfig, TrainStream
from training.provenance import describe_data
from training.run.checkpoint import (
    CheckpointError,
    TrainingState,
    keep_as_best,
    newest_checkpoint,
    random_state,
    read_checkpoint,
    restore,
    save_checkpoint,
)
from training.run.config import TrainConfig, as_plain
from training.run.journal import Journal
from training.run.optimizer import averaged, averaged_network, learning_rate, make_optimizer
from training.run.starting_weights import copy_matching, read_starting_weights
from training.run.step import TeacherForcing, take_step
from training.run.stop_signal import StopSignal
from training.run.trackers.base import NullTracker
from training.run.trackers.several import open_trackers
from training.run.validate import Validator

logger = logging.getLogger(__name__)
NOTHING, SAVE, STOP = 0, 1, 2  # what the ranks agree to do after a step; the largest wish wins


def train(config: TrainConfig) -> None:
    """Train, or go on training, until ``total_samples``.

    Raises:
        NonFiniteLossError: The run diverged; the newest checkpoint is from before.
        CheckpointError: ``run_folder`` holds a checkpoint of another network, or any with ``resume: never``.
        SystemExit: A signal asked to stop; the checkpoint is written. The code is 128 + its number.
    """
    fabric = start_fabric(config)
    tokenizer = Tokenizer(json.loads(config.vocabulary.read_text(encoding="utf-8")))
    state, step_module = set_up(config, fabric, tokenizer)
    if state.samples_seen >= config.total_samples:
        logger.info("nothing to do: %d samples are seen already", state.samples_seen)
        return
    shown_em = config.data.augment.shown_em
    validator = Validator(config.validation, tokenizer, fabric.device, shown_em=shown_em)
    stream = TrainStream(
        with_source_weights(config.data, config.vocabulary),
        tokenizer,
        state.samples_seen,
        rank=fabric.global_rank,
        world_size=fabric.world_size,
    )
    with torch.random.fork_rng(devices=[]):  # a loader draws a seed, which a resumed run would draw once more
        batches = iter(stream)
    with (
        StopSignal() as stop,
        open_journal(config, fabric, state.samples_seen) as journal,
        progress_bar(config, state.samples_seen, is_silent=not fabric.is_global_zero) as bar,
    ):
        last_save = last_log = time.monotonic()
        recent: list[Tensor] = []  # (losses, gradient norm) since the last log line, left on the device
        recent_samples = 0
        for batch in batches:
            lr = learning_rate(config.optimizer, state.samples_seen, config.total_samples)
            recent.append(take_step(config, fabric, state, step_module, batch, lr))
            recent_samples += batch.samples
            bar.update(batch.samples)

            if state.step % config.log_every_steps == 0:
                loss, draft_loss, norm = torch.stack(recent).mean(dim=0).tolist()
                speed = recent_samples / (time.monotonic() - last_log)
                journal.numbers(
                    state.samples_seen,
                    loss=loss,
                    draft_loss=draft_loss,
                    gradient_norm=norm,
                    lr=lr,
                    samples_per_s=speed,
                )
                journal.check_gates(state.samples_seen, loss)
                bar.set_postfix(loss=f"{loss:.3f}", refresh=False)
                recent.clear()
                recent_samples = 0
                last_log = time.monotonic()

            is_last = state.samples_seen >= config.total_samples
            is_best = False
            if is_last or state.samples_seen % config.validation.every_samples < batch.samples:
                pause = time.monotonic()
                journal.images(state.samples_seen, batch.image)
                validation = validator.run(averaged_network(state.ema))
                journal.numbers(state.samples_seen, **validation.numbers())
                journal.predictions(state.samples_seen, validation.pairs)
                if fabric.is_global_zero:
                    bar.write(f"{state.samples_seen} samples: {validation}", file=sys.stderr)
                is_best = validation.loss < state.best_loss
                state.best_loss = min(state.best_loss, validation.loss)
                last_log += time.monotonic() - pause  # validation does not count as slow training

            is_old = time.monotonic() - last_save > 60 * config.checkpoint_minutes
            wish = STOP if stop.received else SAVE if is_last or is_best or is_old else NOTHING
            decision = agree(fabric, wish)
            if decision != NOTHING:
                save(config, fabric, state, tokenizer, is_best=is_best)
                last_save = time.monotonic()
            if decision == STOP:
                logger.warning("stopped at %d samples; start again to go on", state.samples_seen)
                sys.exit(128 + (stop.received or signal.SIGTERM))  # 0: another device received it
            if is_last:
                break


def start_fabric(config: TrainConfig) -> Fabric:
    """Choose devices and precision; several devices where ``torchrun`` says so."""
    if config.threads is not None:
        torch.set_num_threads(config.threads)
    fabric = Fabric(
        accelerator=config.accelerator,
        devices=int(os.environ.get("LOCAL_WORLD_SIZE", "1")),
        num_nodes=int(os.environ.get("GROUP_WORLD_SIZE", "1")),
        precision=config.precision,
    )
    fabric.launch()
    return fabric


def open_journal(config: TrainConfig, fabric: Fabric, samples_seen: int) -> Journal:
    """Open the journal of the first device; all others report to nobody.

    Raises:
        TrainingError: A tracker is not installed or cannot be opened.
    """
    if not fabric.is_global_zero:
        return Journal(NullTracker(), samples_seen, gates=())
    tracker = open_trackers(config.trackers, config.run_folder, samples_seen, as_plain(config))
    return Journal(tracker, samples_seen)


def set_up(config: TrainConfig, fabric: Fabric, tokenizer: Tokenizer) -> tuple[TrainingState, nn.Module]:
    """Build network, average and optimizer; fill them from a checkpoint or from starting weights.

    Returns:
        The state, and the module that computes the loss of a step.
    """
    newest = newest_checkpoint(config.run_folder / "checkpoints")
    if newest is not None and config.resume == "never":
        raise CheckpointError(f"{newest} exists; choose another run_folder, or --resume auto to go on")
    seed_everything(config.seed)  # the same initial weights on every device
    network = Image2Latex(replace(config.model, vocabulary_size=len(tokenizer)))
    if newest is None and config.init_from is not None:
        copy_matching(network, tokenizer.vocabulary, *read_starting_weights(config.init_from))
    network.to(fabric.device, memory_format=torch.channels_last)  # type: ignore[call-overload]  # missing in its stub
    ema = averaged(network, config.optimizer.ema_decay)
    step_module: nn.Module = TeacherForcing(network, config.optimizer.label_smoothing)
    if config.compile:
        step_module = torch.compile(step_module)  # type: ignore[assignment]  # a module in, a module out
    step_module, optimizer = fabric.setup(step_module, make_optimizer(network, config.optimizer))
    state = TrainingState(network, ema, optimizer)
    seed_everything(config.seed + 1 + fabric.global_rank)  # dropout and noise differ between devices
    if newest is not None:
        restore(state, read_checkpoint(newest), vocabulary=tokenizer.vocabulary, rank=fabric.global_rank)
    logger.info("%.2f M parameters, %d samples seen", network.parameter_count() / 1e6, state.samples_seen)
    return state, step_module


def agree(fabric: Fabric, wish: int) -> int:
    """Return the largest wish of any device, so that all of them save or stop after the same step."""
    if fabric.world_size == 1:
        return wish
    wishes = torch.tensor(wish, device=fabric.device)
    torch.distributed.all_reduce(wishes, torch.distributed.ReduceOp.MAX)
    return int(wishes)


def save(
    config: TrainConfig, fabric: Fabric, state: TrainingState, tokenizer: Tokenizer, *, is_best: bool
) -> None:
    """Write a checkpoint from the first device, with every device's random state."""
    random_states = [random_state()]
    if fabric.world_size > 1:
        random_states *= fabric.world_size
        torch.distributed.all_gather_object(random_states, random_state())
    if fabric.is_global_zero:
        path = save_checkpoint(
            config.run_folder / "checkpoints",
            state,
            config=as_plain(config),
            data=describe_data(config.data.shards, config.vocabulary),
            vocabulary=tokenizer.vocabulary,
            random_states=random_states,
        )
        if is_best:
            keep_as_best(path)


def progress_bar(config: TrainConfig, samples_seen: int, *, is_silent: bool) -> "tqdm[Never]":
    """Return the bar on stderr."""
    return tqdm(
        total=config.total_samples,
        initial=samples_seen,
        unit=" samples",
        mininterval=1.0 if sys.stderr.isatty() else 60.0,  # a log file wants few lines
        disable=is_silent,
    )


def with_source_weights(data: DataConfig, vocabulary: Path) -> DataConfig:
    """Fill in the weights that the formula sources were given, from the report beside the vocabulary."""
    report = vocabulary.with_name("report.json")
    if data.source_weights or not report.is_file():
        return data
    sources = json.loads(report.read_text(encoding="utf-8"))["sources"]
    return replace(data, source_weights={name: source["weight"] for name, source in sources.items()})


def seed_everything(seed: int) -> None:
    """Seed every random generator of this process."""
    random.seed(seed)
    np.random.seed(seed)  # libraries draw from this one
    torch.manual_seed(seed)
