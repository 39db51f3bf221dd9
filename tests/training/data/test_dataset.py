from dataclasses import replace
from itertools import islice

import numpy as np
import pytest
import torch
from PIL import Image, ImageDraw, ImageFont

from model.formula.tokenizer import BOS, EOS, PAD, SPECIAL_TOKENS, Tokenizer
from model.picture.preprocess import SHAPES, MeasuredInk, preprocess
from training.corpus.formula_file import Formula
from training.data.dataset import DataConfig, TrainStream, validation_batches
from training.drawing.shards import ShardReader, ShardWriter

EM_PX = 24
TOKENIZER = Tokenizer([*SPECIAL_TOKENS, *"abxy+-=2"])


@pytest.fixture(scope="module")
def shard(tmp_path_factory):
    rng = np.random.default_rng(0)
    texts = [" ".join(rng.choice(list("abxy+-=2"), rng.integers(1, 14))) for _ in range(60)]
    folder = tmp_path_factory.mktemp("shard")
    font = ImageFont.load_default(EM_PX)
    formulas = [Formula(f"{i:016x}", "corpus", text, text) for i, text in enumerate(texts)]
    with ShardWriter(folder, formulas, seed=1) as writer:
        for number, text in enumerate(texts):
            left, top, right, bottom = (round(edge) for edge in font.getbbox(text))
            picture = Image.new("L", (right - left + 16, bottom - top + 16), 255)
            ImageDraw.Draw(picture).text((8 - left, 8 - top), text, fill=0, font=font)
            writer.add(np.asarray(picture), formula=number, font="f", engine="e", em_px=EM_PX, display=True)
    return folder


@pytest.fixture
def config(shard):
    return DataConfig(shards=(shard,), batch_size=8, pool_batches=4, workers=0, max_tokens=20)


def take(config, samples, samples_seen=0, **ranks):
    batches, total = [], 0
    for batch in TrainStream(config, TOKENIZER, samples_seen, **ranks):
        batches.append(batch)
        total += batch.samples
        if total >= samples:
            return batches
    raise AssertionError("the stream ended")


def assert_equal(first, second):
    for one, other in zip(first, second, strict=True):
        assert torch.equal(one.image, other.image)
        assert torch.equal(one.token_ids, other.token_ids)
        assert one.records == other.records
        assert one.samples == other.samples


def test_a_batch_holds_ink_of_one_shape_and_formulas_from_bos_to_eos(config, shard):
    formulas = ShardReader(shard).formulas
    for batch in take(config, 64):
        count, one, *shape = batch.image.shape
        assert one == 1
        assert tuple(shape) in SHAPES
        assert batch.image.dtype == torch.float32
        assert batch.image.min() >= 0
        assert batch.image.max() <= 1
        assert batch.token_ids.shape[0] == count == batch.samples == len(batch.records)
        assert (batch.token_ids.shape[1] - 1) % 8 == 0
        for ids, (shard_number, record) in zip(batch.token_ids.tolist(), batch.records, strict=True):
            assert shard_number == 0
            tokens = formulas[record].tokens  # one picture a formula, in order
            assert ids[: len(tokens) + 2] == [BOS, *TOKENIZER.encode(tokens), EOS]
            assert set(ids[len(tokens) + 2 :]) <= {PAD}


def test_the_stream_repeats_exactly(config):
    assert_equal(take(config, 100), take(config, 100))


def test_a_resumed_stream_goes_on_with_the_same_pictures(config):
    whole = take(config, 200)
    done = sum(batch.samples for batch in whole[:5])

    resumed = take(config, 200 - done, done)

    assert_equal(resumed, whole[5 : 5 + len(resumed)])


def test_a_stream_resumed_within_a_batch_finishes_it(config):
    whole = take(config, 60)
    seen = whole[0].samples + 3

    resumed = take(config, 20, seen)

    assert resumed[0].records == whole[1].records[3:]
    assert torch.equal(resumed[0].image, whole[1].image[3:])


def test_a_worker_gives_the_same_batches_and_ends_with_its_iterator(config):
    in_process = take(config, 100)
    batches = iter(TrainStream(replace(config, workers=1), TOKENIZER))
    from_worker = list(islice(batches, len(in_process)))
    del batches

    assert_equal(from_worker, in_process)
    assert not torch.multiprocessing.active_children()


def test_devices_share_a_batch_between_them(config):
    whole = take(config, 64)
    parts = [take(config, 64, rank=rank, world_size=2) for rank in range(2)]

    for batch, first, second in zip(whole, *parts, strict=True):
        assert first.samples == second.samples == batch.samples
        assert torch.equal(first.image, batch.image[0::2])
        assert torch.equal(second.image, batch.image[1::2])


def test_no_device_is_left_without_a_picture(config):
    whole = take(config, 8)[0]
    spare = take(config, 8, rank=10_000, world_size=10_001)[0]
    assert spare.samples == whole.samples
    assert torch.equal(spare.image, whole.image[:1])


def test_augmentation_ramps_up_from_a_gentle_start(config):
    calm = replace(config, ramp_samples=10**9, ramp_start=0.0)
    wild = replace(config, ramp_samples=0)
    first, second = take(calm, 32), take(wild, 32)

    assert first[0].records == second[0].records
    assert not torch.equal(first[0].image, second[0].image)


def test_validation_is_the_stored_pictures_prepared_as_in_use(config, shard):
    reader = ShardReader(shard)
    batches = list(validation_batches(config, TOKENIZER, limit=20))

    assert sum(batch.samples for batch in batches) == 20
    for batch in batches:
        assert len(batch.image) <= config.batch_size
        for image, (_, record) in zip(batch.image, batch.records, strict=True):
            np.testing.assert_array_equal(image, preprocess(reader.image(record)))


def test_validation_shows_type_at_the_size_that_was_asked_for(config, shard):
    larger = replace(config, augment=replace(config.augment, shown_em=1.25))
    reader = ShardReader(shard)
    for batch in validation_batches(larger, TOKENIZER, limit=20):
        for image, (_, record) in zip(batch.image, batch.records, strict=True):
            np.testing.assert_array_equal(image, MeasuredInk.of(reader.image(record)).sheet(1.25))


def test_validation_is_always_the_same_and_spread_over_the_shard(config):
    assert_equal(validation_batches(config, TOKENIZER, 20), validation_batches(config, TOKENIZER, 20))
    records = [record for batch in validation_batches(config, TOKENIZER, 20) for _, record in batch.records]
    assert min(records) == 0
    assert max(records) == 59


def test_validation_takes_what_there_is(config):
    assert sum(batch.samples for batch in validation_batches(config, TOKENIZER, 1000)) == 60


def test_the_longest_formula_allowed_fits_what_the_network_takes(shard):
    config = DataConfig(shards=(shard,), batch_size=8, pool_batches=4, workers=0, max_tokens=13)
    longest = max(batch.token_ids.shape[1] for batch in take(config, 64))
    assert longest == 13 + 2
