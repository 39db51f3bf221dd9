import hashlib

import pytest

from training.drawing.render import RenderConfig, render
from training.drawing.shards import ShardReader
from training.errors import TrainingError

pytestmark = pytest.mark.tex

LATEX = [
    "x^2",
    r"\frac{a}{b}",
    r"\sum_{i=1}^n i",
    r"\undefinedcommand",
    r"a \hspace { 0 . 5 i n } b",
    r"\alpha",
]


@pytest.fixture
def formulas(tmp_path):
    path = tmp_path / "formulas.tsv"
    lines = [f"{hashlib.sha256(t.encode()).hexdigest()[:16]}\tours\tx y\t{t}\n" for t in LATEX]
    path.write_text("".join(lines), encoding="utf-8")
    return path


def test_every_formula_is_drawn_or_counted(formulas, tmp_path):
    index = render(RenderConfig(formulas, tmp_path / "shard", fonts=("cm",), workers=1, copies=2))
    assert index["pictures"] == 2 * (len(LATEX) - 1)
    assert index["failures_by_cause"] == {"Undefined control sequence": 2}
    assert index["pictures_by_font"] == {"cm": 10}
    reader = ShardReader(tmp_path / "shard")
    reader.verify()
    assert sorted(reader.records["formula"].tolist()) == sorted([0, 1, 2, 4, 5] * 2)


def test_the_same_seed_gives_the_same_bytes_with_any_number_of_workers(formulas, tmp_path):
    def sums(name, **options):
        config = RenderConfig(formulas, tmp_path / name, fonts=("cm", "lm"), copies=2, **options)
        return render(config)["sha256"]

    first = sums("first", seed=1, workers=1)
    assert sums("second", seed=1, workers=2) == first
    assert sums("third", seed=2, workers=1) != first


def test_em_and_style_are_recorded(formulas, tmp_path):
    config = RenderConfig(
        formulas,
        tmp_path / "shard",
        fonts=("cm",),
        dpi=(200, 200),
        sizes_pt=(10,),
        display_share=1.0,
        workers=1,
    )
    render(config)
    records = ShardReader(tmp_path / "shard").records
    assert records["em_px"].tolist() == pytest.approx([10 * 200 / 72.27] * 5)
    assert records["display"].all()


def test_too_large_and_too_long_formulas_are_counted(formulas, tmp_path):
    config = RenderConfig(formulas, tmp_path / "wide", fonts=("cm",), workers=1, max_width_em=1.0)
    assert "too wide" in render(config)["failures_by_cause"]
    config = RenderConfig(
        formulas, tmp_path / "tall", fonts=("cm",), workers=1, display_share=1.0, max_height_em=1.5
    )
    assert render(config)["failures_by_cause"]["too tall"] == 2
    config = RenderConfig(formulas, tmp_path / "long", fonts=("cm",), workers=1, max_tokens=1)
    assert render(config)["failures_by_cause"] == {"too many tokens": len(LATEX)}


def test_formulas_that_a_font_cannot_show_are_counted(tmp_path):
    path = tmp_path / "formulas.tsv"
    path.write_text("0" * 16 + "\tours\t\\mathbfcal X\t\\boldsymbol{\\mathcal{X}}\n", encoding="utf-8")
    index = render(RenderConfig(path, tmp_path / "shard", fonts=("cmbright",), workers=1))
    assert index["failures_by_cause"] == {"looks otherwise in this font": 1}


def test_a_limit_draws_a_sample(formulas, tmp_path):
    index = render(RenderConfig(formulas, tmp_path / "shard", fonts=("cm",), workers=1, limit=2))
    assert index["formulas"] == 2


def test_an_unknown_font_is_named(formulas, tmp_path):
    with pytest.raises(TrainingError, match="'comic'"):
        render(RenderConfig(formulas, tmp_path / "shard", fonts=("comic",)))


@pytest.mark.parametrize("engine", ["mathjax", "ziamath"])
def test_other_programs_draw_with_their_own_font_and_sizes(formulas, tmp_path, engine):
    config = RenderConfig(formulas, tmp_path / engine, engine=engine, em_px=(20.0, 30.0), workers=1)
    index = render(config)
    assert index["pictures_by_engine"] == {engine: 5}
    assert index["failures_by_cause"] == {"Undefined control sequence …": 1}
    records = ShardReader(tmp_path / engine).records
    assert ((records["em_px"] >= 20) & (records["em_px"] <= 30)).all()
