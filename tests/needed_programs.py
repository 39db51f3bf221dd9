"""Programs that tests may use only with the marker that has them installed."""

import os
from pathlib import Path

PROGRAMS = {
    "tex": "dvipng kpsewhich latex pdflatex pdftoppm tex",
    "browser": "chromium",
    "desktops": "grim pipewire sway swaybg swaymsg wtype Xtigervnc Xvnc",
    "packaging": (
        "appstreamcli debootstrap desktop-file-validate dpkg-deb dpkg-parsechangelog dpkg-shlibdeps "
        "flatpak-builder lexgrog lintian man mmdebstrap objdump shellcheck strip xz"
    ),
}
_UNMARKED = """#!/bin/sh
echo "$0: a test that starts this program needs the marker “{marker}”" >&2
exit 127
"""


def write_stand_ins(folder: Path) -> dict[str, str]:
    """Write a folder of programs for each marker, which only say that it is missing, and return them."""
    folders = {}
    for marker, names in PROGRAMS.items():
        (folder / marker).mkdir()
        for name in names.split():
            program = folder / marker / name
            program.write_text(_UNMARKED.format(marker=marker), encoding="utf-8")
            program.chmod(0o755)
        folders[marker] = str(folder / marker)
    return folders


def path_without(folders: dict[str, str], markers: set[str], path: str) -> str:
    """Put the stand-ins of all programs that none of the markers allows before a search path."""
    known = [folder for folder in path.split(os.pathsep) if folder not in folders.values()]
    if "slow" in markers:
        return os.pathsep.join(known)
    return os.pathsep.join([*(folders[marker] for marker in folders.keys() - markers), *known])
