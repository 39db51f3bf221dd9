"""What a Linux package has beside the program itself: menu entry, icons, AppStream metainfo, manual page.

Usage: python packaging/linux/share_folder.py FOLDER, which becomes /usr/share, or /app/share in a Flatpak.
Needs the environment of `make dist`, with argparse-manpage.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

import changelog  # noqa: E402  (neighbors, found by the path above)
import icons  # noqa: E402

from img2latex_desktop import APPLICATION_ID  # noqa: E402
from img2latex_desktop.system.desktop_entry import TEMPLATE  # noqa: E402

PROGRAM = "img2latex"
LINUX = ROOT / "packaging" / "linux"
ICON_SIZES_PX = (16, 22, 24, 32, 48, 64, 128, 256, 512)  # of the theme hicolor; AppStream asks for 64 and 128
ABOUT = "snip an equation and get its LaTeX"


def main(folder: Path) -> None:
    """Fill the folder."""
    applications, metainfo, man = folder / "applications", folder / "metainfo", folder / "man" / "man1"
    for place in (applications, metainfo, man):
        place.mkdir(parents=True, exist_ok=True)
    entry = TEMPLATE.format(start=PROGRAM, snip=f"{PROGRAM} snip", icon=APPLICATION_ID)
    (applications / f"{APPLICATION_ID}.desktop").write_text(entry, encoding="utf-8")
    (metainfo / f"{APPLICATION_ID}.metainfo.xml").write_text(filled_metainfo(), encoding="utf-8")
    write_icons(folder / "icons" / "hicolor")
    write_manual_page(man / f"{PROGRAM}.1")


def filled_metainfo() -> str:
    """Return the metainfo with the releases of the changelog."""
    text = (LINUX / f"{APPLICATION_ID}.metainfo.xml").read_text(encoding="utf-8")
    version, now = changelog.program_version(), changelog.build_time()
    releases = changelog.read_releases((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    return text.replace("<releases/>", changelog.to_appstream(version, releases, now))


def write_icons(theme: Path) -> None:
    """Write the icon as it is drawn, and as pictures for desktops that do not draw."""
    for size in ICON_SIZES_PX:
        picture = theme / f"{size}x{size}" / "apps" / f"{APPLICATION_ID}.png"
        picture.parent.mkdir(parents=True, exist_ok=True)
        icons.drawn(size).save(picture, optimize=True)
    drawing = theme / "scalable" / "apps" / f"{APPLICATION_ID}.svg"
    drawing.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(icons.DRAWING, drawing)


def write_manual_page(page: Path) -> None:
    """Write the manual page from the command line's own help, so that it cannot tell another story."""
    arguments = {
        "--module": "img2latex_desktop.cli.main",
        "--function": "_parser",
        "--project-name": "Img2LaTeX Desktop",
        "--version": changelog.program_version(),
        "--description": ABOUT,
        "--manual-title": "User Commands",
        "--format": "single-commands-section",
        "--include": str(LINUX / "manual_sections.txt"),
        "--output": str(page),
    }
    command = [Path(sys.executable).with_name("argparse-manpage"), *sum(arguments.items(), ())]
    subprocess.run(command, check=True, cwd=ROOT)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
