from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from model.formula.tokenizer import SPECIAL_TOKENS, Tokenizer
from model.picture.preprocess import MARGIN_PX, SHAPES, smallest_shape
from training.corpus.formula_file import Formula
from training.data.plan import HEADROOM, Catalog, Plan, PlanConfig, make_catalog
from training.drawing.shards import ShardReader, ShardWriter
from training.errors import TrainingError

CONFIG = PlanConfig(batch_size=16, pool_batches=10)
POOL = 160


def make(count=2000, shards=(0, 1), sources=("a", "b"), weights=(1.0,), seed=0):
    rng = np.random.default_rng(seed)
    tokens = rng.integers(1, 120, count)
    size = np.stack([rng.choice([16, 20, 36, 60], count), 6.0 * tokens + 10], axis=1).astype(float)
    return Catalog(
        shard=rng.choice(shards, count),
        record=np.arange(count),
        source=rng.integers(len(sources), size=count),
        tokens=tokens,
        size=size,
        weight=rng.choice(weights, count),
        sources=sources,
    )


def take(plan, samples, samples_seen=0):
    batches, total = [], 0
    for batch in plan.batches(samples_seen):
        batches.append(batch)
        total += batch.pictures.size
        if total >= samples:
            return batches
    raise AssertionError("the plan ended")


def pictures_of(batches):
    return np.concatenate([batch.pictures for batch in batches])


def test_batches_follow_one_another_without_a_gap():
    expected = 0
    for batch in take(Plan(make(), CONFIG), 5 * POOL):
        assert batch.first_sample == expected
        expected += batch.pictures.size


def test_the_plan_depends_on_the_seed_alone():
    first, again = (pictures_of(take(Plan(make(), CONFIG), 1000)) for _ in range(2))
    other = pictures_of(take(Plan(make(), replace(CONFIG, seed=2)), 1000))

    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first[:1000], other[:1000])


@pytest.mark.parametrize("samples_seen", [1, 37, POOL, 5 * POOL + 11])
def test_a_resumed_plan_goes_on_with_the_very_next_picture(samples_seen):
    config = replace(CONFIG, curriculum_samples=2 * POOL)
    whole = pictures_of(take(Plan(make(), config), 1500))

    resumed = take(Plan(make(), config), 300, samples_seen)

    assert resumed[0].first_sample == samples_seen
    rest = pictures_of(resumed)
    np.testing.assert_array_equal(rest[:300], whole[samples_seen : samples_seen + 300])


def test_no_picture_comes_twice_before_each_came_once():
    catalog = make(count=480, shards=(0,), sources=("a",))

    pictures = pictures_of(take(Plan(catalog, CONFIG), 960))

    assert set(pictures[:480]) == set(range(480))
    assert set(pictures[480:960]) == set(range(480))


@pytest.mark.parametrize("shown_em", [1.0, 1.3])
def test_pictures_fit_their_shape_with_headroom(shown_em):
    catalog = make()
    for batch in take(Plan(catalog, CONFIG, shown_em=shown_em), 3000):
        room = np.array(batch.shape) - 2 * MARGIN_PX
        sizes = catalog.size[batch.pictures] * HEADROOM * shown_em
        assert (sizes <= np.maximum(room, sizes.min(axis=0))).all()
        for height, width in sizes:
            if smallest_shape(int(height), int(width)) is not None:
                assert (np.array([height, width]) <= room).all()


def test_pictures_larger_than_every_shape_are_planned_too():
    catalog = make(count=50)
    catalog.size[:] = (900.0, 5000.0)

    assert {batch.shape for batch in take(Plan(catalog, CONFIG), POOL)} <= set(SHAPES)


def test_batches_keep_area_and_tokens_in_bounds():
    catalog = make(count=4000)
    config = PlanConfig(batch_size=64, pool_batches=20)
    for batch in take(Plan(catalog, config), 4000):
        size = batch.pictures.size
        longest = catalog.tokens[batch.pictures].max()
        assert size <= 2 * 64 + 8
        if size > 16:
            assert size * batch.shape[0] * batch.shape[1] < 1.4 * 64 * 64 * 320
            assert size * longest < 1.4 * 64 * 64


def test_a_batch_holds_formulas_of_like_length():
    catalog = make(count=4000)
    config = PlanConfig(batch_size=32, pool_batches=50)
    batches = take(Plan(catalog, config), 1600)

    spread = np.mean([np.std(catalog.tokens[batch.pictures]) for batch in batches])
    assert spread < 0.3 * np.std(catalog.tokens)


def test_neighboring_batches_differ_in_kind():
    batches = take(Plan(make(count=4000), PlanConfig(batch_size=32, pool_batches=50)), 1600)
    areas = [batch.shape[0] * batch.shape[1] for batch in batches]
    steps = np.diff(areas)
    assert (steps > 0).any()
    assert (steps < 0).any()


def test_the_curriculum_comes_first_and_holds_short_formulas_only():
    catalog = make()
    config = replace(
        CONFIG, curriculum_samples=2 * POOL, curriculum_max_tokens=20, curriculum_max_width_px=100
    )

    pictures = pictures_of(take(Plan(catalog, config), 6 * POOL))

    early, late = pictures[: 2 * POOL], pictures[2 * POOL :]
    assert catalog.tokens[early].max() <= 15  # six pixels a token: the width binds
    assert catalog.tokens[late].max() > 100


def test_shards_are_drawn_by_weight():
    catalog = make()
    weighted = Plan(catalog, replace(CONFIG, shard_weights=(3.0, 1.0)))

    shares = np.bincount(catalog.shard[pictures_of(take(weighted, 4000))]) / 4000

    assert shares[0] == pytest.approx(0.75, abs=0.04)


def test_sources_are_drawn_by_weight_and_weight_zero_never():
    catalog = make(sources=("a", "b", "c"))
    plan = Plan(catalog, replace(CONFIG, source_weights={"a": 3.0, "c": 0.0}))

    drawn = np.bincount(catalog.source[pictures_of(take(plan, 4000))], minlength=3)

    assert drawn[0] / drawn[1] == pytest.approx(3, rel=0.2)
    assert drawn[2] == 0


def test_formulas_are_drawn_by_the_weight_of_their_tokens():
    catalog = make(weights=(1.0, 2.0))
    drawn = np.bincount(catalog.weight[pictures_of(take(Plan(catalog, CONFIG), 4000))].astype(int))
    there = np.bincount(catalog.weight.astype(int))
    assert drawn[2] / there[2] == pytest.approx(2 * drawn[1] / there[1], rel=0.15)


def test_weights_that_do_not_fit_are_refused():
    with pytest.raises(TrainingError, match="3 weights for 2 shards"):
        Plan(make(), replace(CONFIG, shard_weights=(1.0, 1.0, 1.0)))
    with pytest.raises(TrainingError, match="nothing to draw"):
        Plan(make(), replace(CONFIG, source_weights={"a": 0.0, "b": 0.0}))
    with pytest.raises(TrainingError, match="nothing to draw"):
        Plan(make(), replace(CONFIG, curriculum_samples=1, curriculum_max_width_px=3))


def write_shard(folder, texts, em_px=32.0):
    formulas = [Formula(f"{i:016x}", "corpus", text, text) for i, text in enumerate(texts)]
    with ShardWriter(folder, formulas, seed=1) as writer:
        for number in range(len(texts)):
            image = np.full((16 + 40, 16 + 200), 255, np.uint8)
            writer.add(image, formula=number, font="f", engine="e", em_px=em_px, display=True)
    return ShardReader(folder)


def test_pictures_without_a_formula_are_drawn_like_others(tmp_path):
    shard = write_shard(tmp_path, ["a b", "", "b"])
    catalog = make_catalog([shard], Tokenizer([*SPECIAL_TOKENS, "a", "b"]), max_tokens=4)
    assert catalog.tokens.tolist() == [2, 0, 1]


def test_the_catalog_leaves_out_long_formulas_and_foreign_tokens(tmp_path):
    shard = write_shard(tmp_path, ["a b", "a b a b a b", "a unknown", "b"])

    catalog = make_catalog([shard], Tokenizer([*SPECIAL_TOKENS, "a", "b"]), max_tokens=4)

    assert catalog.record.tolist() == [0, 3]
    assert catalog.tokens.tolist() == [2, 1]
    assert catalog.sources == ("corpus",)
    np.testing.assert_allclose(catalog.size, [[20, 100], [20, 100]])  # ink without margins at 16 px an em


def test_the_largest_weight_of_its_tokens_is_that_of_a_formula(tmp_path):
    shard = write_shard(tmp_path, ["a b", "a", "\\hat{ a b }", "b \\hat a", ""])
    tokenizer = Tokenizer([*SPECIAL_TOKENS, "a", "b", "\\hat", "\\hat{", "}"])
    weights = {"b": 1.5, "\\hat": 3.0}
    catalog = make_catalog([shard], tokenizer, max_tokens=9, token_weights=weights)
    assert catalog.weight.tolist() == [1.5, 1.0, 3.0, 3.0, 1.0]
    assert make_catalog([shard], tokenizer, max_tokens=9).weight.tolist() == [1.0] * 5


def test_a_catalog_without_pictures_is_refused(tmp_path):
    shard = write_shard(tmp_path, ["x y"])
    with pytest.raises(TrainingError, match="no picture is usable"):
        make_catalog([shard], Tokenizer([*SPECIAL_TOKENS, "a"]), max_tokens=4)


def test_two_walks_over_one_plan_agree():
    plan = Plan(make(), CONFIG)
    first, second = (list(islice(plan.batches(), 30)) for _ in range(2))
    for one, other in zip(first, second, strict=True):
        np.testing.assert_array_equal(one.pictures, other.pictures)
