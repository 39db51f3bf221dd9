import json
import logging
import math

import numpy as np
import pytest
import torch
from PIL import Image, ImageDraw

from model.formula.grammar import Grammar
from model.formula.printer import to_latex
from model.formula.tokenizer import SPECIAL_TOKENS, Tokenizer
from model.network.config import ModelConfig
from model.network.image2latex import Image2Latex
from model.picture.view import Edges, NoFormulaError, NoInkError, View
from model.reading import multi_scale
from model.reading.multi_scale import BATCH_SIZE
from model.reading.recognizer import SURE, Recognizer
from model.reading.torch_engine.decoder import TorchDecoder
from model.reading.torch_engine.placement import PlacedNetwork
from model.weights.archive import MANIFEST_NAME, WeightsError
from model.weights.files import save_weights

VOCABULARY = (*SPECIAL_TOKENS, "x", "1", "+", "_", "_{", "^", "^{", "\\frac", "\\frac{", "{", "}{", "}")
BLANK = np.full((40, 60), 255, np.uint8)


def picture(text, *, width=150):
    image = Image.new("L", (width, 40), 255)
    ImageDraw.Draw(image).text((10, 10), text, fill=0, font_size=18)
    return np.asarray(image)


def make_weights(folder, **facts):
    torch.manual_seed(0)
    config = ModelConfig(len(VOCABULARY), width=32, heads=4, feedforward=64, decoder_layers=1, max_tokens=12)
    network = Image2Latex(config)
    for _ in range(30):  # real batch statistics, so that pictures differ in memory as they do when trained
        network.encode(torch.rand(2, 1, 32, 128))
    torch.nn.init.constant_(network.decoder.norm.weight, 4.0)
    torch.nn.init.constant_(network.encoder.norm.weight, 40.0)
    save_weights(folder, network, VOCABULARY, facts=facts)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_weights(tmp_path_factory.mktemp("weights"))


@pytest.fixture
def recognizer(folder):
    return Recognizer(folder, device="cpu")


def test_an_image_becomes_a_well_formed_recognition(recognizer):
    found = recognizer.recognize(picture("x + 1"))
    token_ids = Tokenizer(VOCABULARY).encode(found.tokens)
    assert Grammar(VOCABULARY).accepts(token_ids)
    assert found.latex == to_latex(found.tokens)
    assert len(found.token_confidences) == len(found.tokens)
    assert all(0 < confidence <= 1 for confidence in found.token_confidences)
    assert 0 < found.confidence < 1
    assert [candidate.latex for candidate in found.candidates] == [found.latex]


def test_without_calibration_confidence_is_the_score(recognizer):
    found = recognizer.recognize(picture("x + 1"))
    assert found.confidence == pytest.approx(found.candidates[0].score, rel=1e-3)


def test_the_calibration_of_the_manifest_is_used(tmp_path):
    make_weights(tmp_path, calibration={"bias": 1.5, "mean_weight": 0.0, "min_weight": 0.0})
    found = Recognizer(tmp_path, device="cpu").recognize(picture("x + 1"))
    assert found.confidence == pytest.approx(1 / (1 + math.exp(-1.5)))


@pytest.mark.parametrize("calibration", [3, {"slope": 1}, {"bias": "high"}, None])
def test_a_calibration_that_is_none_is_refused(tmp_path, calibration):
    make_weights(tmp_path, calibration=calibration)
    with pytest.raises(WeightsError, match=r"calibration .*reinstall"):
        Recognizer(tmp_path)


def test_candidates_are_distinct_and_ordered(recognizer):
    found = recognizer.recognize(picture("x + 1"), candidates=3)
    scores = [candidate.score for candidate in found.candidates]
    assert 1 <= len(scores) <= 3
    assert scores[1:] == sorted(scores[1:], reverse=True)
    assert found.latex == recognizer.recognize(picture("x + 1")).latex
    assert len({candidate.latex for candidate in found.candidates}) == len(scores)
    assert found.candidates[0].latex == found.latex


def test_fewer_than_one_candidate_is_refused(recognizer):
    with pytest.raises(ValueError, match="candidates"):
        recognizer.recognize(picture("x"), candidates=0)


def test_a_blank_image_has_no_formula(recognizer):
    with pytest.raises(NoInkError):
        recognizer.recognize(BLANK)


def test_a_batch_is_read_as_its_images_alone(recognizer):
    texts = ["x", "x + 1", "1 + 1 + 1", "x1"]
    images = [*(picture(text) for text in texts), BLANK, picture("x + x + x + x + x + x + x + x", width=400)]
    together = recognizer.recognize_batch(images)
    assert isinstance(together[4], NoInkError)
    for place in (0, 1, 2, 3, 5):
        alone = recognizer.recognize(images[place])
        assert together[place].tokens == alone.tokens
        assert together[place].confidence == pytest.approx(alone.confidence, rel=1e-2)


def test_more_images_than_one_batch_holds_keep_their_order(recognizer):
    images = [picture("x + 1" if place % 3 else "1 1 1") for place in range(BATCH_SIZE + 4)]
    one, other = (recognizer.recognize(images[place]).confidence for place in (0, 1))
    assert one != pytest.approx(other, rel=0.05)
    found = [recognition.confidence for recognition in recognizer.recognize_batch(images)]
    assert found == pytest.approx([other if place % 3 else one for place in range(len(images))], rel=0.01)


def test_no_images_give_no_results(recognizer):
    assert recognizer.recognize_batch([]) == []


def test_the_manifest_is_at_hand(folder, recognizer):
    assert recognizer.manifest == json.loads((folder / MANIFEST_NAME).read_text(encoding="utf-8"))


def test_a_device_that_is_not_here_is_refused(folder):
    with pytest.raises(ValueError, match="not present"):
        Recognizer(folder, device="cuda:99")


def test_auto_picks_a_device_that_works(folder):
    assert Recognizer(folder).recognize(picture("x")).latex


class SmallGpu(PlacedNetwork):
    """Stands in for a GPU whose memory is full, where there is none to fill."""

    is_left = False
    failure = torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 MiB.")

    @property
    def device(self):
        return torch.device("cpu" if self.is_left else "cuda")

    def _compute_here(self, function):
        if not self.is_left:
            raise self.failure
        return super()._compute_here(function)

    def _move_to_cpu(self):
        self.is_left = True


@pytest.fixture
def on_small_gpu(recognizer):
    engine = recognizer._engine
    engine._placed = SmallGpu(engine._placed.network)
    return recognizer


def test_a_full_gpu_hands_over_to_the_cpu_for_good(on_small_gpu, caplog):
    assert on_small_gpu.device == "cuda"
    with caplog.at_level(logging.WARNING):
        assert on_small_gpu.recognize(picture("x")).latex
    assert on_small_gpu.device == "cpu"
    assert [record.getMessage() for record in caplog.records] == [
        "cuda is out of memory; recognizing on the CPU from now on"
    ]
    on_small_gpu.recognize(picture("x"))
    assert len(caplog.records) == 1


def test_another_failure_of_the_gpu_is_not_hidden(on_small_gpu):
    on_small_gpu._engine._placed.failure = RuntimeError("CUDA error: device-side assert triggered")
    with pytest.raises(RuntimeError, match="device-side"):
        on_small_gpu.recognize(picture("x"))


@pytest.mark.gpu
def test_memory_that_a_real_gpu_lacks_is_found_on_the_cpu(folder):
    recognizer = Recognizer(folder, device="cuda")
    torch.cuda.empty_cache()
    torch.cuda.set_per_process_memory_fraction(1e-6)
    try:
        assert recognizer.recognize(picture("x")).latex
    finally:
        torch.cuda.set_per_process_memory_fraction(1.0)
    assert recognizer.device == "cpu"


@pytest.mark.gpu
def test_a_gpu_reads_what_the_cpu_reads(folder, recognizer):
    image = picture("x + 1")
    assert Recognizer(folder, device="cuda").recognize(image).tokens == recognizer.recognize(image).tokens


def test_reading_leaves_no_gradients_behind(recognizer):
    recognizer.recognize(picture("x"))
    assert all(parameter.grad is None for parameter in recognizer._engine._placed.network.parameters())


def test_the_view_decides_what_is_read_and_seen(recognizer):
    image = picture("x + 1")
    framed = np.pad(image, 5, constant_values=255)
    framed[12:30, :5] = 0  # the end of a letter beside it, which is read unless it is cut away
    view = View(trim_px=5)
    assert recognizer.recognize(framed, view=view) == recognizer.recognize(image)
    plain, larger = recognizer.see(image), recognizer.see(image, View(scale=2.0))
    np.testing.assert_array_equal(recognizer.see(framed, view).picture, plain.picture)
    assert recognizer.see(framed).picture.shape != plain.picture.shape
    assert larger.picture.shape[1] > 1.7 * plain.picture.shape[1]
    assert larger.type_px == pytest.approx(plain.type_px)  # of the picture as it was given
    doubled = np.kron(image, np.ones((2, 2), np.uint8))
    assert recognizer.see(doubled).type_px == pytest.approx(2 * plain.type_px, rel=0.1)


def test_a_blank_image_has_nothing_to_be_seen(recognizer):
    with pytest.raises(NoInkError):
        recognizer.see(BLANK)


def test_warming_up_changes_no_reading(folder):
    cold, warm = Recognizer(folder, device="cpu"), Recognizer(folder, device="cpu")
    warm.warm_up()
    assert warm.recognize(picture("x + 1")) == cold.recognize(picture("x + 1"))


def test_what_the_network_holds_for_no_formula_is_refused_alone_and_in_a_batch(tmp_path):
    recognizer = Recognizer(make_weights(tmp_path, refusal={"threshold": 0.0}), device="cpu")
    with pytest.raises(NoFormulaError, match="no formula"):
        recognizer.recognize(picture("x + 1"))
    refused, blank = recognizer.recognize_batch([picture("x + 1"), BLANK])
    assert isinstance(refused, NoFormulaError)
    assert not isinstance(refused, NoInkError)
    assert isinstance(blank, NoInkError)


def test_what_is_surely_refused_is_not_read_to_its_end(tmp_path, monkeypatch):
    recognizer = Recognizer(make_weights(tmp_path, refusal={"threshold": 0.0}), device="cpu")
    monkeypatch.setattr("model.reading.rescore.EMPTY", 0.0)
    fed = []
    feed = TorchDecoder.feed
    monkeypatch.setattr(TorchDecoder, "feed", lambda self, ids: fed.append(1) or feed(self, ids))
    with pytest.raises(NoFormulaError):
        recognizer.recognize(picture("x + 1"))
    assert len(fed) == 1


@pytest.mark.parametrize("view", [View(scale=1.1), View(insists=True)])
def test_whoever_looks_in_another_way_or_insists_is_not_refused(tmp_path, view):
    recognizer = Recognizer(make_weights(tmp_path, refusal={"threshold": 0.0}), device="cpu")
    recognizer.warm_up()
    assert recognizer.recognize(picture("x + 1"), view=view).latex


@pytest.mark.parametrize("refusal", [3, {"slope": 1}, {"threshold": "high"}, None])
def test_a_refusal_that_is_none_is_not_loaded(tmp_path, refusal):
    with pytest.raises(WeightsError, match="reinstall"):
        Recognizer(make_weights(tmp_path, refusal=refusal))


def test_a_doubtful_image_is_read_until_two_sizes_agree(tmp_path):
    sizes = {"first": 1.0, "others": [1.1, 1.1, 1.25], "doubt": 1.0}
    recognizer = Recognizer(make_weights(tmp_path, sizes=sizes), device="cpu")
    [reading] = recognizer.read_batch([picture("x + 1 + x")])
    assert reading.size == 1.1
    assert len(reading.hypotheses) == 2  # of 1.1 twice, and of 1.0


def test_of_readings_that_do_not_agree_the_one_counts_that_is_likeliest_at_all_sizes(tmp_path):
    image = picture("x + 1 + x")
    sizes = {"first": 1.1, "others": [1.0, 1.25]}
    make_weights(tmp_path / "sure", sizes=sizes | {"doubt": 0.0})
    [sure] = Recognizer(tmp_path / "sure", device="cpu").read_batch([image])
    assert len(sure.hypotheses) == 1
    assert sure.size == 1.1
    make_weights(tmp_path / "doubtful", sizes=sizes | {"doubt": 1.0})
    recognizer = Recognizer(tmp_path / "doubtful", device="cpu")
    [doubtful] = recognizer.read_batch([image])
    assert len({hypothesis.token_ids for hypothesis in doubtful.hypotheses}) == 3
    assert sure.hypotheses[0].token_ids in [hypothesis.token_ids for hypothesis in doubtful.hypotheses]
    scores = [hypothesis.score for hypothesis in doubtful.hypotheses]
    assert scores == sorted(scores, reverse=True)
    assert recognizer.recognize(image).candidates[0].score == pytest.approx(math.exp(scores[0]), rel=1e-3)
    for size in (1.1, 1.0, 1.25):
        own = Recognizer(make_weights(tmp_path / str(size), sizes={"first": size}), device="cpu")
        [plain] = own.read_batch([image])
        [there] = [one for one in doubtful.hypotheses if one.token_ids == plain.hypotheses[0].token_ids]
        assert there.log_probs != pytest.approx(plain.hypotheses[0].log_probs, abs=1e-3)


def test_with_and_without_a_spare_core_the_same_is_read(tmp_path, monkeypatch):
    folder = make_weights(tmp_path, sizes={"first": 1.1, "others": [1.0, 1.25], "doubt": 1.0})
    images = [picture("x + 1 + x"), picture("1 1 1")]
    monkeypatch.setattr(multi_scale, "usable_cores", lambda: 1)
    alone = [Recognizer(folder, device="cpu").recognize(image) for image in images]
    monkeypatch.setattr(multi_scale, "usable_cores", lambda: 2)
    ahead = Recognizer(folder, device="cpu")
    assert [ahead.recognize(image) for image in images] == alone


def test_sizes_that_are_none_are_not_loaded(tmp_path):
    with pytest.raises(WeightsError, match="reinstall"):
        Recognizer(make_weights(tmp_path, sizes={"first": "large"}))


def cut(line_px):
    """Return a picture with the lower end of another line above, as an edge cuts it."""
    image = picture("x + 1")
    paper = np.full((line_px + 12, image.shape[1]), 255, np.uint8)
    paper[:line_px, 4:40] = 0
    return np.concatenate([paper, image])


def test_edges_are_left_out_unless_the_view_keeps_them(recognizer):
    plain = recognizer.see(picture("x + 1")).picture
    np.testing.assert_array_equal(recognizer.see(cut(4)).picture, plain)
    assert recognizer.see(cut(4), View(edges=Edges.KEEP)).picture.shape[0] > plain.shape[0]


def test_a_line_that_may_be_a_row_is_cut_off_where_the_view_says_so(recognizer):
    plain = recognizer.see(picture("x + 1")).picture
    assert recognizer.see(cut(14)).picture.shape[0] > plain.shape[0]
    np.testing.assert_array_equal(recognizer.see(cut(14), View(edges=Edges.CUT)).picture, plain)


def test_the_surer_of_two_readings_of_a_doubtful_edge_counts(recognizer):
    whole, narrow = (
        recognizer.recognize(cut(14), view=View(edges=edges)) for edges in (Edges.KEEP, Edges.CUT)
    )
    found = recognizer.recognize(cut(14))
    if whole.confidence < SURE and narrow.confidence > whole.confidence:
        assert (found.latex, found.edges) == (narrow.latex, Edges.CUT)
    else:
        assert (found.latex, found.edges) == (whole.latex, Edges.AUTO)
