"""Draw the sets of the benchmark: ``python -m training benchmark build``.

``training/configs/benchmark.yaml`` is its configuration.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from training.benchmark.cut import CutConfig, build_cut
from training.benchmark.negative import NegativeConfig, build_negative
from training.benchmark.pdf import PdfConfig, build_pdf
from training.benchmark.selection import HeldOut, Twin, read_held_out
from training.benchmark.typeset import (
    MultiConfig,
    OfficialConfig,
    ScaleConfig,
    build_multi,
    build_official,
    build_scale,
)
from training.benchmark.web import WebConfig, build_web
from training.data.picture_set import SetWriter
from training.ranges import Count

SetName = Literal["im2latex", "web", "pdf", "scale", "multi", "cut", "negative"]

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class BuildConfig:
    """What to draw, and from what.

    Attributes:
        formulas: Formula files of ``python -m training prepare``.
        out: Folder of the sets; those of the twin ``validation`` lie in a folder of that name in it.
        twin: ``test`` is reported, and never trained or tuned on; ``validation`` is like it, for tuning.
        sets: Which.
        seed: Of all random choices.
        im2latex: The official formulas.
        web: Formulas in a browser.
        pdf: Formulas on pages.
        scale: Formulas at every zoom.
        multi: Matrices, cases and several lines.
        cut: What a careless snip catches around a formula.
        negative: No formula.
    """

    formulas: Path = Path("data/formulas")
    out: Path = Path("data/benchmark")
    twin: Twin = "test"
    sets: tuple[SetName, ...] = ("im2latex", "web", "pdf", "scale", "multi", "cut", "negative")
    seed: Count = 20261128
    im2latex: OfficialConfig = field(default_factory=OfficialConfig)
    web: WebConfig = field(default_factory=WebConfig)
    pdf: PdfConfig = field(default_factory=PdfConfig)
    scale: ScaleConfig = field(default_factory=ScaleConfig)
    multi: MultiConfig = field(default_factory=MultiConfig)
    cut: CutConfig = field(default_factory=CutConfig)
    negative: NegativeConfig = field(default_factory=NegativeConfig)


def build(config: BuildConfig) -> None:
    """Draw the sets.

    Raises:
        LeakError: A held-out formula is among those of training.
        TrainingError: A program, a package or a font is missing.
        OSError: A formula file is missing.
    """
    held_out = read_held_out(config.formulas, config.twin)
    folder = config.out / "validation" if config.twin == "validation" else config.out
    for name in config.sets:
        settings = {
            "set": name, "twin": config.twin, "seed": config.seed, **asdict(getattr(config, name)),
            "formulas shared with training": 0,  # else ``read_held_out`` had raised
        }  # fmt: skip
        writer = SetWriter(folder / name, settings)
        _builders(config, held_out)[name](writer, config.seed, config.twin)
        index = writer.close()
        logger.info(
            "%s: %d pictures of %d formulas; left out: %s",
            name, index["pictures"], index["formulas"], index["left_out"] or "none",
        )  # fmt: skip


def _builders(config: BuildConfig, held_out: HeldOut) -> Mapping[str, Callable[[SetWriter, int, Twin], None]]:
    return {
        "im2latex": lambda *rest: build_official(config.im2latex, held_out, *rest),
        "web": lambda *rest: build_web(config.web, held_out, *rest),
        "pdf": lambda *rest: build_pdf(config.pdf, held_out, *rest),
        "scale": lambda *rest: build_scale(config.scale, held_out, *rest),
        "multi": lambda *rest: build_multi(config.multi, held_out, *rest),
        "cut": lambda *rest: build_cut(config.cut, held_out, *rest),
        "negative": lambda *rest: build_negative(config.negative, *rest),
    }
