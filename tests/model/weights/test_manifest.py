import json
import os
import random
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from img2latex_desktop.base.paths import WEIGHTS_FOLDER
from model.network.config import LIMITS, ModelConfig
from model.picture.sizes import MOST_OTHERS, Sizes
from model.weights.archive import MANIFEST_NAME, MAX_BYTES, WEIGHTS_NAME, WeightsError
from model.weights.calibration import Calibration, Refusal
from model.weights.manifest import (
    CHECKSUM,
    MAX_DEPTH,
    MAX_NUMBER,
    MAX_TEXT,
    open_regular,
    read_manifest,
    replace_facts,
    sealed,
)
from tests.plain_weights import entries, write

SENTENCE = r"^\S+/manifest\.json [^\n]*: (restore|install) [^\n]*\.$"


def refusal(folder, content):
    """Have a manifest refused, and return what is said, which is one sentence about it."""
    (folder / MANIFEST_NAME).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(WeightsError, match=SENTENCE) as refused:
        read_manifest(folder)
    text = str(refused.value)
    assert text.isprintable()
    assert len(text) < 700
    return text


def with_fact(value):
    """Spell a manifest that says something as a program might that knows of no checksum."""
    return json.dumps(entries(facts={"said": "here"})).replace('"here"', value)


def test_what_is_written_is_read(tmp_path):
    facts = {
        "calibration": {"bias": 1.5},
        "refusal": {"threshold": 0.2},
        "sizes": {"first": 1.5, "others": [1.0], "doubt": 0.3},
    }
    found = read_manifest(write(tmp_path, b"123", facts=facts))
    assert found.has_checksum
    assert (found.weights_bytes, found.facts) == (3, facts)
    assert found.config == ModelConfig(5, width=16, heads=2)
    assert found.tokenizer.vocabulary[3:] == ("x", "\\alpha")
    assert found.calibration == replace(Calibration(), bias=1.5)
    assert (found.refusal, found.sizes) == (Refusal(0.2), Sizes(1.5, (1.0,), 0.3))


def test_the_manifest_that_ships_has_a_checksum_and_every_entry():
    assert read_manifest(WEIGHTS_FOLDER).has_checksum


def test_weights_from_before_there_was_a_checksum_are_read(tmp_path):
    write(tmp_path)
    old = entries(b"weights")
    del old["weights"]["bytes"]
    (tmp_path / MANIFEST_NAME).write_text(json.dumps(old), encoding="utf-8")
    found = read_manifest(tmp_path)
    assert not found.has_checksum
    assert found.weights_bytes is None


def test_facts_are_replaced_and_the_rest_stays_whatever_the_checksum(tmp_path):
    write(tmp_path)
    (tmp_path / MANIFEST_NAME).write_text(json.dumps(entries()), encoding="utf-8")
    replace_facts(tmp_path, {"samples_seen": 8, "new": [1.5, None]})
    found = read_manifest(tmp_path)
    assert found.has_checksum
    assert found.facts == entries()["facts"] | {"samples_seen": 8, "new": [1.5, None]}
    assert found.config == ModelConfig.from_dict(entries()["config"])
    assert [path.name for path in sorted(tmp_path.iterdir())] == [WEIGHTS_NAME, MANIFEST_NAME]


def test_the_same_entries_in_another_order_and_spelling_are_as_whole(tmp_path):
    write(tmp_path)
    content = json.loads((tmp_path / MANIFEST_NAME).read_text(encoding="utf-8"))
    (tmp_path / MANIFEST_NAME).write_text(json.dumps(dict(reversed(content.items())), ensure_ascii=True))
    assert read_manifest(tmp_path).entries == content


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_json_cannot_hold_is_not_written(value):
    with pytest.raises(ValueError, match="JSON"):
        sealed(entries(facts={"loss": value}))


def is_noticed_or_harmless(folder, content, whole):
    (folder / MANIFEST_NAME).write_bytes(content)
    try:
        return read_manifest(folder) == whole
    except WeightsError:
        return True


def test_every_flipped_bit_of_a_small_manifest_is_noticed_or_harmless(tmp_path):
    content = bytearray((write(tmp_path) / MANIFEST_NAME).read_bytes())
    whole = read_manifest(tmp_path)
    for place in range(len(content)):
        for bit in range(8):
            content[place] ^= 1 << bit
            assert is_noticed_or_harmless(tmp_path, content, whole), (place, bit)
            content[place] ^= 1 << bit


@pytest.mark.slow
def test_another_value_of_every_byte_of_what_ships_is_noticed_or_harmless(tmp_path):
    content = bytearray((WEIGHTS_FOLDER / MANIFEST_NAME).read_bytes())
    whole = read_manifest(WEIGHTS_FOLDER)
    chance = random.Random(1)
    for place, byte in enumerate(bytes(content)):
        content[place] = byte ^ chance.randint(1, 255)
        assert is_noticed_or_harmless(tmp_path, content, whole), place
        content[place] = byte


HOSTILE = {
    "nothing": "",
    "half of it": "{",
    "no UTF-8": b'{"format": "\xff"}',
    "a list": "[]",
    "nested 100,000 deep": "[" * 100_000 + "]" * 100_000,
    "objects nested 100,000 deep": '{"format":' * 100_000 + "1" + "}" * 100_000,
    "facts nested 100,000 deep": with_fact("[" * 100_000 + "]" * 100_000),
    "facts nested 900 deep": with_fact("[" * 900 + "]" * 900),
    "facts nested a little too deep": with_fact("[" * MAX_DEPTH + "]" * MAX_DEPTH),
    "a fact of 1e999": with_fact("1e999"),
    "a fact that is no number": with_fact("NaN"),
    "a fact of 4,000 digits": with_fact("9" * 4000),
    "a fact of 5,000 digits": with_fact("9" * 5000),
    "a fact too large": with_fact(str(MAX_NUMBER + 1)),
    "a NUL": with_fact(r'"a\u0000b"'),
    "half of a pair of surrogates": with_fact(r'"\ud800"'),
    "half of a pair in the name of the file": json.dumps(entries(weights={"file": "\ud800"})),
    "an escape of the terminal": with_fact(r'"\u001b[2J"'),
    "a line break in a name": with_fact(r'{"a\nb": 1}'),
    "a long text": with_fact(f'"{"x" * (MAX_TEXT + 1)}"'),
    "a format of 1e999": '{"format": 1e999}',
    "a format that is a long text": json.dumps({"format": "x" * 100_000}),
    "a format that is deep": '{"format": ' + "[" * 900 + "]" * 900 + "}",
    "a format that is true": json.dumps(entries(format=True)),
    "another format": json.dumps(entries(format=99)),
    "an entry that is unknown": json.dumps(entries(**{"sha256 ": 1})),
    "a checksum of something else": json.dumps(entries(sha256="0" * 64)),
    "a checksum that is none": json.dumps(entries(sha256=None)),
}
WEIGHTS = entries()["weights"]
CONFIG = entries()["config"]
OF_AN_ENTRY = {
    "bytes of 1e999": ({"weights": WEIGHTS | {"bytes": 10**400}}, "number"),
    "bytes that are too many": ({"weights": WEIGHTS | {"bytes": MAX_BYTES[WEIGHTS_NAME] + 1}}, "size"),
    "bytes that are none": ({"weights": WEIGHTS | {"bytes": -1}}, "size"),
    "bytes that are text": ({"weights": WEIGHTS | {"bytes": "1"}}, "size"),
    "a NUL in the name of the file": ({"weights": WEIGHTS | {"file": "a\0b"}}, "text"),
    "a file elsewhere": ({"weights": WEIGHTS | {"file": "/etc/passwd"}}, "elsewhere"),
    "no checksum of the weights": ({"weights": WEIGHTS | {"sha256": "0" * 63}}, "lacks the checksum"),
    "a checksum in another alphabet": ({"weights": WEIGHTS | {"sha256": "٣" * 64}}, "lacks the checksum"),
    "a million layers": ({"config": CONFIG | {"decoder_layers": 10**6}}, "decoder_layers"),
    "a wide network": ({"config": CONFIG | {"width": 2048, "heads": 2, "decoder_layers": 24}}, "numbers"),
    "a trunk with a long name": ({"config": CONFIG | {"trunk": "x" * 999}}, "trunk"),
    "a vocabulary of one more": ({"vocabulary": [*entries()["vocabulary"], "y"]}, "lists 6 tokens"),
    "a vocabulary that is no text": ({"vocabulary": [*entries()["vocabulary"][:4], 1]}, "not text"),
    "100,000 sizes": ({"facts": {"sizes": {"others": [1.0] * 100_000}}}, "sizes"),
    "one size too many": ({"facts": {"sizes": {"others": [1.0] * (MOST_OTHERS + 1)}}}, "sizes"),
    "a large calibration": ({"facts": {"calibration": {"bias": 1e15}}}, "calibration"),
    "a refusal of everything": ({"facts": {"refusal": {"threshold": -1}}}, "calibration"),
    "no facts": ({"facts": None}, "'facts'"),
} | {
    f"{name} of {count}": ({"config": CONFIG | {name: count}}, name)
    for name, (least, most) in LIMITS.items()
    for count in (least - 1, most + 1)
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_manifest_is_refused_in_one_sentence_at_once(tmp_path, content):
    began = time.process_time()
    refusal(write(tmp_path), content)
    assert time.process_time() - began < 1


@pytest.mark.parametrize(("changes", "trouble"), OF_AN_ENTRY.values(), ids=OF_AN_ENTRY)
def test_an_entry_out_of_bounds_is_refused_though_the_checksum_is_right(tmp_path, changes, trouble):
    content = json.dumps(entries(**changes))
    with_checksum = sealed(entries(**changes))
    assert trouble in refusal(write(tmp_path), content)
    assert trouble in refusal(tmp_path, with_checksum)


def test_a_manifest_that_is_too_large_is_not_even_read(tmp_path):
    write(tmp_path)
    with (tmp_path / MANIFEST_NAME).open("wb") as stream:
        stream.truncate(10**12)  # a hole, which takes no place
    with pytest.raises(WeightsError, match="too large"):
        read_manifest(tmp_path)


def test_a_pipe_or_a_device_keeps_nobody_waiting(tmp_path):
    os.mkfifo(tmp_path / MANIFEST_NAME)
    with pytest.raises(WeightsError, match="no regular file"):
        read_manifest(tmp_path)
    (tmp_path / WEIGHTS_NAME).symlink_to("/dev/zero")
    with pytest.raises(OSError, match="no regular file"):
        open_regular(tmp_path / WEIGHTS_NAME, 100)


def test_a_manifest_that_is_missing_or_a_folder_is_named(tmp_path):
    with pytest.raises(WeightsError, match=rf"{MANIFEST_NAME} is missing: .*reinstall"):
        read_manifest(tmp_path)
    (tmp_path / MANIFEST_NAME).mkdir()
    with pytest.raises(WeightsError, match=rf"{MANIFEST_NAME} cannot be read"):
        read_manifest(tmp_path)


def test_reading_a_manifest_imports_no_torch():
    code = "import sys, model.weights.manifest; print(sorted({'torch', 'numpy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_checksum_is_the_last_entry_so_that_people_find_the_others_first(tmp_path):
    assert list(read_manifest(write(tmp_path)).entries)[-1] == CHECKSUM
