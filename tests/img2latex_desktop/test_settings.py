import itertools
import json
import resource
import string
from dataclasses import asdict, fields, replace

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from img2latex_desktop.base.errors import SettingsError
from img2latex_desktop.hotkey.base import MODIFIERS, parse_hotkey
from img2latex_desktop.settings import (
    CAPTURE_DELAY_S,
    DEVICES,
    HISTORY_MEGABYTES,
    HOTKEY,
    IDLE_MINUTES,
    LANGUAGE,
    Range,
    Settings,
    SettingsFile,
    Theme,
)
from model.formula.formats.latex import OutputForm

HOTKEYS = [
    "+".join((*modifiers, key))
    for count in range(1, len(MODIFIERS) + 1)
    for modifiers in itertools.combinations(MODIFIERS, count)
    for key in [*string.ascii_uppercase, *string.digits, *(f"F{number}" for number in range(1, 25))]
    if modifiers != ("Shift",) or len(key) > 1
]
hotkeys = st.sampled_from(["", *HOTKEYS])
any_settings = st.builds(
    Settings,
    snip_hotkey=hotkeys,
    clipboard_hotkey=hotkeys,
    repeat_hotkey=hotkeys,
    history_hotkey=hotkeys,
    output_form=st.sampled_from(OutputForm),
    copies_automatically=st.booleans(),
    capture_delay_s=st.floats(CAPTURE_DELAY_S.least, CAPTURE_DELAY_S.most),
    theme=st.sampled_from(Theme),
    language=st.from_regex(LANGUAGE, fullmatch=True),
    starts_minimized=st.booleans(),
    device=st.sampled_from(DEVICES),
    idle_minutes=st.integers(int(IDLE_MINUTES.least), int(IDLE_MINUTES.most)),
    is_private=st.booleans(),
    history_megabytes=st.integers(int(HISTORY_MEGABYTES.least), int(HISTORY_MEGABYTES.most)),
    is_introduced=st.booleans(),
)
any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "settings.json"


@pytest.fixture(scope="module")
def reused_path(tmp_path_factory):
    return tmp_path_factory.mktemp("settings") / "settings.json"


@hypothesis_settings(max_examples=50)  # each saves for real, which takes 8 ms
@given(settings=any_settings)
def test_what_is_saved_is_loaded(reused_path, settings):
    file = SettingsFile(reused_path)
    file.save(settings)
    assert file.load() == (settings, None)


@hypothesis_settings(max_examples=50)  # each saves for real, which takes 8 ms
@given(content=st.dictionaries(st.sampled_from([field.name for field in fields(Settings)]), any_json))
def test_whatever_a_file_holds_the_settings_loaded_are_valid(reused_path, content):
    # GIVEN a file with anything in it, WHEN it is loaded and saved
    reused_path.write_text(json.dumps(content))
    file = SettingsFile(reused_path)
    settings, notice = file.load()
    file.save(settings)
    # THEN all is well from then on, and exactly the settings that could not be used have been named
    assert file.load() == (settings, None)
    kept = {name for name, value in content.items() if asdict(settings)[name] == value}
    assert all(f"“{name}”" in (notice or "") for name in content.keys() - kept)


def test_without_a_file_the_defaults_hold(path):
    assert SettingsFile(path).load() == (Settings(), None)
    assert not path.exists()


def test_the_defaults_are_valid(path):
    path.write_text(json.dumps(asdict(Settings())))
    assert SettingsFile(path).load() == (Settings(), None)


def test_a_missing_key_has_its_default(path):
    path.write_text('{"theme": "dark"}')
    assert SettingsFile(path).load() == (Settings(theme=Theme.DARK), None)


def test_unknown_keys_are_kept(path):
    path.write_text('{"theme": "dark", "of a newer version": {"a": [1, null, "ä"]}}')
    file = SettingsFile(path)
    settings, notice = file.load()
    file.save(replace(settings, theme=Theme.LIGHT))
    content = json.loads(path.read_text())
    assert notice is None
    assert content["of a newer version"] == {"a": [1, None, "ä"]}
    assert content["theme"] == "light"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "sepia"),
        ("theme", ["dark"]),
        ("output_form", 1),
        ("copies_automatically", 1),
        ("copies_automatically", "yes"),
        ("idle_minutes", True),
        ("idle_minutes", -1),
        ("idle_minutes", 3.5),
        ("capture_delay_s", 10**400),
        ("capture_delay_s", float("nan")),
        ("history_megabytes", 10**9),
        ("device", "tpu"),
        ("language", "../de"),
        ("snip_hotkey", "M"),
        ("snip_hotkey", "Shift+M"),
        ("snip_hotkey", "Alt+Ctrl+M"),
        ("snip_hotkey", None),
    ],
)
def test_a_value_that_is_not_valid_has_its_default_and_is_named(path, name, value):
    path.write_text(json.dumps({name: value, "is_private": True}))
    settings, notice = SettingsFile(path).load()
    assert settings == Settings(is_private=True)
    assert f"“{name}”" in notice


def test_a_whole_number_of_seconds_is_valid(path):
    path.write_text('{"capture_delay_s": 3}')
    assert SettingsFile(path).load() == (Settings(capture_delay_s=3.0), None)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\x89PNG\r\n\x1a\n", b"\xff\xfe{\x00}\x00", b"[" * 100_000, b"1" * 5000],
    ids=["empty", "cut", "list", "null", "picture", "utf-16", "deep", "long"],
)
def test_a_broken_file_is_set_aside_and_said(path, content):
    path.write_bytes(content)
    settings, notice = SettingsFile(path).load()
    (aside,) = path.parent.iterdir()
    assert settings == Settings()
    assert aside.name.startswith("settings-broken-2")
    assert aside.read_bytes() == content
    assert aside.name in notice


def test_a_folder_in_the_place_of_the_file_is_set_aside(path):
    path.mkdir()
    (path / "something").touch()
    file = SettingsFile(path)
    settings, notice = file.load()
    file.save(settings)
    assert "settings-broken-" in notice
    assert path.is_file()


def test_a_byte_order_mark_does_no_harm(path):
    path.write_text('{"theme": "dark"}', encoding="utf-8-sig")
    assert SettingsFile(path).load() == (Settings(theme=Theme.DARK), None)


def test_a_full_disk_is_one_clear_error_and_the_old_file_stays(path):
    # GIVEN a file, and a disk on which nothing can be written any more
    file = SettingsFile(path)
    file.save(Settings(theme=Theme.DARK))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, limits[1]))
    # WHEN other settings are saved
    try:
        with pytest.raises(SettingsError, match=r"cannot be saved to .*settings\.json: File too large"):
            file.save(Settings())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    # THEN the file is as it was and nothing else is left behind
    assert file.load() == (Settings(theme=Theme.DARK), None)
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_that_does_not_exist_is_one_clear_error(tmp_path):
    with pytest.raises(SettingsError, match="No such file or directory"):
        SettingsFile(tmp_path / "missing" / "settings.json").save(Settings())


def test_a_file_that_cannot_be_replaced_is_one_clear_error(path):
    (path / "inside").mkdir(parents=True)
    with pytest.raises(SettingsError, match="cannot be saved"):
        SettingsFile(path).save(Settings())
    assert list(path.parent.iterdir()) == [path]


def test_a_link_to_the_file_stays_a_link(tmp_path, path):
    real = tmp_path / "dotfiles.json"
    path.symlink_to(real)
    SettingsFile(path).save(Settings())
    assert path.is_symlink()
    assert SettingsFile(real).load() == (Settings(), None)


def test_every_hotkey_is_valid_as_it_is_printed_and_can_be_parsed():
    assert all(HOTKEY.fullmatch(text) for text in HOTKEYS)
    assert [str(parse_hotkey(text)) for text in HOTKEYS] == HOTKEYS


def test_a_range_includes_both_ends():
    assert 0 in Range(0, 1)
    assert 1 in Range(0, 1)
    assert 1.01 not in Range(0, 1)
    assert float("nan") not in Range(0, 1)


@pytest.mark.parametrize("content", ["{", "[]", None])
def test_looking_at_a_file_that_cannot_be_used_leaves_it(path, content):
    if content is not None:
        path.write_text(content)
    assert SettingsFile(path).peek() == Settings()
    assert path.exists() is (content is not None)


def test_looking_at_a_file_gives_what_loading_would(path):
    path.write_text('{"theme": "dark", "idle_minutes": "many"}')
    assert SettingsFile(path).peek() == SettingsFile(path).load()[0]
