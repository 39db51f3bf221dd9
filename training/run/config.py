"""Configuration of one training run: frozen dataclasses, read from YAML and the command line.

Every length of time is counted in samples (pictures seen), not in steps, so that a run keeps its meaning when
it is resumed on another machine with another batch size.
"""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from model.network.config import ModelConfig
from training.data.dataset import DataConfig
from training.ranges import Amount, Count, Positive, Share
from training.run.trackers.several import TrackerName


@dataclass(frozen=True)
class OptimizerConfig:
    """The optimizer, its schedule, and what else shapes the gradient.

    Attributes:
        kind: ``muon`` moves matrices and convolutions by Muon and the rest by AdamW; ``adamw`` all by AdamW.
        lr: Learning rate of the constant part.
        betas: Decay rates of both moments.
        weight_decay: Decoupled; never on norms, biases and embeddings.
        clip_norm: Largest gradient norm (2-norm over all parameters) that is applied.
        warmup_samples: Length of the linear warm-up.
        decay_from_samples: Where the linear decay to zero at ``total_samples`` begins; None keeps the rate
            constant, because training is a chain of resumed runs and only the last one should decay.
        label_smoothing: Share of the target spread evenly over the vocabulary.
        full_weight_tokens: A batch with fewer tokens counts in proportion; a leftover of one picture would
            else weigh as much as a hundred pictures.
        input_noise: Share of decoder inputs replaced by random tokens, so that the decoder learns to go on
            after its own mistakes.
        ema_decay: Ceiling of the decay of the averaged weights; ``training.run.optimizer`` has the ramp.
    """

    kind: Literal["muon", "adamw"] = "adamw"
    lr: Amount = 1e-3
    betas: tuple[Share, Share] = (0.9, 0.98)
    weight_decay: Amount = 0.05
    clip_norm: Amount = 1.0
    warmup_samples: Count = 20_000
    decay_from_samples: Count | None = None
    label_smoothing: Share = 0.05
    full_weight_tokens: Positive = 1024
    input_noise: Share = 0.05
    ema_decay: Share = 0.9998


@dataclass(frozen=True)
class ValidationConfig:
    """How often, and on how much, a run is judged.

    Attributes:
        shards: Folders of pictures never trained on.
        every_samples: Distance between two validations.
        samples: Pictures for loss and token accuracy, always the same.
        greedy_samples: Pictures read token by token with the averaged weights, for exact match.
    """

    shards: tuple[Path, ...]
    every_samples: Positive = 50_000
    samples: Positive = 1024
    greedy_samples: Positive = 256


@dataclass(frozen=True)
class TrainConfig:
    """One training run.

    Attributes:
        data: Training pictures, their order and augmentation, batch size.
        vocabulary: JSON list of tokens, special ones first.
        validation: How often and on how much the run is judged.
        run_folder: Receives checkpoints, ``metrics.jsonl`` and the TensorBoard log.
        model: Shape of the network; its ``vocabulary_size`` is taken from the vocabulary file.
        optimizer: AdamW and its schedule.
        total_samples: Where the run ends.
        seed: Of initial weights, dropout and input noise; the sample order has its own in ``data``.
        resume: ``auto`` continues from the newest checkpoint of ``run_folder`` where there is one; ``never``
            demands a run folder without checkpoints.
        init_from: Starting weights where nothing is resumed: a folder of exported weights or a checkpoint
            file, also of another vocabulary or with other encoder layers; whatever matches is copied.
        freeze_batchnorm_from_samples: From here on batch statistics no longer move, so that the network is
            trained on what it will see in use; None never freezes.
        checkpoint_minutes: Longest time between two checkpoints.
        log_every_steps: Distance between two log lines.
        trackers: Where figures are shown besides ``metrics.jsonl``; ``wandb`` needs the package of that name.
        accelerator: ``auto`` takes CUDA where there is one. Several devices: start with ``torchrun``.
        precision: ``bf16-mixed`` keeps float32 weights and computes in bfloat16.
        threads: CPU threads for computing; None leaves it to torch.
        compile: Whether to let ``torch.compile`` fuse the step; pays on CUDA after minutes only.
    """

    data: DataConfig
    vocabulary: Path
    validation: ValidationConfig
    run_folder: Path
    model: ModelConfig = field(default_factory=lambda: ModelConfig(vocabulary_size=3))
    optimizer: OptimizerConfig = OptimizerConfig()
    total_samples: Count = 1_000_000
    seed: Count = 1
    resume: Literal["auto", "never"] = "auto"
    init_from: Path | None = None
    freeze_batchnorm_from_samples: Count | None = None
    checkpoint_minutes: Amount = 10.0
    log_every_steps: Positive = 20
    trackers: tuple[TrackerName, ...] = ("tensorboard",)
    accelerator: Literal["auto", "cpu", "cuda"] = "auto"
    precision: Literal["bf16-mixed", "32-true"] = "bf16-mixed"
    threads: Positive | None = None
    compile: bool = False


def as_plain(config: TrainConfig) -> dict[str, Any]:
    """Return nested dicts, lists and plain values only, as JSON and a safe checkpoint hold them."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(config), default=str))
    return plain
