import json
import re
import subprocess
from pathlib import Path

import pytest

from img2latex_desktop import APPLICATION_ID

pytestmark = pytest.mark.packaging

MANIFEST = Path(__file__).resolve().parents[2] / "packaging" / "linux" / f"{APPLICATION_ID}.yml"


@pytest.fixture(scope="module")
def manifest(tmp_path_factory):
    """The manifest as flatpak-builder understands it; what it does not know, it says."""
    folder = tmp_path_factory.mktemp("flatpak")  # where flatpak-builder leaves its state
    command = ["flatpak-builder", "--show-manifest", MANIFEST]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=True)
    assert done.stderr == ""
    return json.loads(done.stdout)


def test_it_is_named_after_the_application(manifest):
    assert (manifest["id"], manifest["command"]) == (APPLICATION_ID, "img2latex")


def test_it_may_neither_use_the_network_nor_see_files(manifest):
    permissions = " ".join(manifest["finish-args"])
    assert not re.search(r"network|--filesystem|--socket=session-bus|--device=all", permissions)


def test_it_takes_the_frozen_program_and_the_share_folder(manifest):
    root = MANIFEST.parents[2]
    places = [(MANIFEST.parent / source["path"]).resolve() for source in manifest["modules"][0]["sources"]]
    assert places == [root / "dist" / "img2latex", root / "build" / "share"]
