"""Command line of the pipeline: ``python -m training STEP --config FILE --any.option VALUE``.

Each step is a module with a frozen configuration class; ``STEP --help`` lists its options, ``--print_config``
writes them as YAML.
"""

import logging
import sys
from importlib import import_module
from typing import NamedTuple

from training.errors import TrainingError


class Step(NamedTuple):
    """A step of the pipeline: where it lives, what it does."""

    module: str
    function: str
    config: str
    purpose: str


STEPS = {
    "download": Step(
        "training.corpus.download", "download", "DownloadConfig", "public archive → formula files"
    ),
    "prepare": Step(
        "training.corpus.formulas", "prepare", "PrepareConfig", "formula sources → canonical formulas, splits"
    ),
    "render": Step(
        "training.drawing.render", "render", "RenderConfig", "canonical formulas → shards of pictures"
    ),
    "negatives": Step(
        "training.drawing.negatives", "negatives", "NegativesConfig", "pictures without formulas → a shard"
    ),
    "train": Step("training.run.train", "train", "TrainConfig", "pictures → checkpoints"),
    "evaluate": Step(
        "training.evaluation.evaluate", "evaluate", "EvaluateConfig", "weights + pictures → report"
    ),
    "calibrate": Step(
        "training.ship.calibrate", "calibrate", "CalibrateConfig", "weights + pictures → confidence, refusal"
    ),
    "export": Step("training.ship.export", "export", "ExportConfig", "checkpoint → weights that ship"),
    "blend": Step("training.ship.blend", "blend", "BlendConfig", "two weights → weights between them"),
    "pack": Step(
        "training.ship.pack", "pack_weights", "PackConfig", "weights that ship → one file to install"
    ),
    "benchmark build": Step(
        "training.benchmark.build", "build", "BuildConfig", "held-out formulas → the benchmark's pictures"
    ),
    "benchmark run": Step(
        "training.benchmark.run", "run", "RunConfig", "weights + the benchmark's pictures → report"
    ),
    "benchmark speed": Step(
        "training.benchmark.speed", "measure_speed", "SpeedConfig", "weights → reading times"
    ),
}


def step_in(arguments: list[str]) -> str | None:
    """Return the step that the arguments begin with, of one word or two; None where it is none."""
    return next((name for name in STEPS if arguments[: len(name.split())] == name.split()), None)


def main(arguments: list[str]) -> int:
    """Run one step; return the exit status: 0 done, 1 it cannot be done, 2 bad usage."""
    name = step_in(arguments)
    if name is None:
        lines = [f"  {name:16} {step.purpose}" for name, step in STEPS.items()]
        print("usage: python -m training STEP [--help] [--config FILE] [--option VALUE …]\n", file=sys.stderr)
        print("\n".join(lines), file=sys.stderr)
        return 0 if arguments in (["-h"], ["--help"]) else 2
    # Not at the top: the usage above should cost nothing.
    from jsonargparse import auto_cli

    from model.reading.engine import DeviceError
    from model.weights.archive import WeightsError
    from training.ranges import complaints

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stderr)
    step = STEPS[name]
    module = import_module(step.module)
    options = arguments[len(name.split()) :]
    try:
        config = auto_cli(getattr(module, step.config), args=options, as_positional=False)
    except ValueError as error:  # such as a width that the heads do not divide
        print(f"{name}: {error}", file=sys.stderr)
        return 2
    if wrong := list(complaints(config)):
        print(f"{name}: {'; '.join(wrong)}", file=sys.stderr)
        return 2
    try:
        getattr(module, step.function)(config)
    except (TrainingError, WeightsError, DeviceError, OSError) as error:
        print(f"{name}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
