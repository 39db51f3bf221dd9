import math
from dataclasses import dataclass, field, fields, is_dataclass, replace
from importlib import import_module
from typing import Annotated, get_args, get_origin, get_type_hints

import pytest

from model.network.config import ModelConfig
from model.picture.sizes import Sizes
from training.__main__ import STEPS, main
from training.ranges import Amount, Positive, Share, Size, complaints

CHECK_THEMSELVES = (ModelConfig, Sizes)  # they know nothing of options, and refuse all the same


def parts_of(kind):
    """Return a type and all that it is made of, but for numbers that name their range."""
    if get_origin(kind) is Annotated:
        return []
    return [kind, *(part for argument in get_args(kind) for part in parts_of(argument))]


def bare_numbers(config, prefix=""):
    kinds = get_type_hints(config, include_extras=True)
    for option in fields(config):
        for kind in parts_of(kinds[option.name]):
            if kind in (int, float):
                yield prefix + option.name
            elif is_dataclass(kind) and kind not in CHECK_THEMSELVES:
                yield from bare_numbers(kind, f"{prefix}{option.name}.")


@pytest.mark.parametrize("name", STEPS)
def test_every_number_among_the_options_says_what_it_may_be(name):
    step = STEPS[name]
    assert list(bare_numbers(getattr(import_module(step.module), step.config))) == []


@pytest.mark.parametrize(
    "arguments",
    [
        "evaluate --weights w --shards [s] --out o --timed -1",
        "evaluate --weights w --shards [s] --out o --limit -1",
        "evaluate --weights w --shards [s] --out o --threads 0",
        "evaluate --weights w --out o --shards []",
        "calibrate --weights w --shards [s] --limit 0",
        "calibrate --weights w --shards [s] --sizes.first 0",
        "export --checkpoint c --validation.shards [s] --validation.greedy_samples 0",
        "train --config training/configs/smoke.yaml --log_every_steps 0",
        "train --config training/configs/smoke.yaml --validation.every_samples 0",
        "train --config training/configs/smoke.yaml --data.batch_size 0",
        "train --config training/configs/smoke.yaml --optimizer.full_weight_tokens 0",
        "train --config training/configs/smoke.yaml --model.decoder_layers 0",
        "render --formulas f --out o --copies 0",
        "render --formulas f --out o --dpi [0,300]",
        "render --formulas f --out o --sizes_pt [9]",
        "render --formulas f --out o --sizes_pt []",
        "negatives --out o --count 0",
        "download --out o --attempts 0",
        "benchmark speed --repeats 0",
        "benchmark run --timed -1",
        "benchmark build --web.batch 0",
        "benchmark build --scale.fonts []",
    ],
)
def test_a_number_or_list_that_no_step_can_use_is_refused_before_anything_is_done(arguments, capsys):
    try:
        status = main(arguments.split())
    except SystemExit as ending:
        status = ending.code
    told = capsys.readouterr()
    assert status == 2
    assert not told.out
    option = arguments.split()[-2].removeprefix("--")
    assert any(name in told.err for name in option.split("."))


@dataclass(frozen=True)
class Inner:
    fonts: tuple[str, ...] = ("cm",)
    em_px: tuple[Size, Size] = (8.0, 48.0)
    weights: dict[str, Amount] = field(default_factory=dict)


@dataclass(frozen=True)
class Outer:
    shards: tuple[str, ...]
    inner: Inner = Inner()
    twins: tuple[str, ...] = ()
    copies: Positive = 1
    threads: Positive | None = None
    share: Share = 0.5
    parts: tuple[Inner, ...] = ()


FINE = Outer(("s",))


def test_what_is_fine_is_no_complaint():
    assert list(complaints(FINE)) == []
    assert list(complaints(replace(FINE, threads=2, share=1, parts=(Inner(),)))) == []


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"shards": ()}, "--shards is empty"),
        ({"inner": Inner(fonts=())}, "--inner.fonts is empty"),
        ({"copies": 0}, "--copies is 0, must be 1 or more"),
        ({"threads": -1}, "--threads is -1, must be 1 or more"),
        ({"share": 1.5}, "--share is 1.5, must be from 0 to 1"),
        ({"share": math.nan}, "--share is nan, must be from 0 to 1"),
        ({"inner": Inner(em_px=(0.0, 1.0))}, "--inner.em_px is (0.0, 1.0), must be more than 0"),
        ({"inner": Inner(em_px=(1.0, math.inf))}, "--inner.em_px is (1.0, inf), must be more than 0"),
        ({"inner": Inner(weights={"x": -1.0})}, "--inner.weights is {'x': -1.0}, must be 0 or more"),
        ({"parts": (Inner(fonts=()),)}, "--parts.fonts is empty"),
    ],
)
def test_what_cannot_be_used_is_one_complaint(changes, complaint):
    assert list(complaints(replace(FINE, **changes))) == [complaint]
