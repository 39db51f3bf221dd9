"""A film of one snip, from the hotkey to the formula pasted into an editor, as an animated GIF.

``python -m img2latex_desktop.demo.film --output docs/images/snip.gif`` drives the real program on a virtual
screen and photographs that screen as it goes; what is said below the picture is written into it afterwards.
"""

import argparse
import math
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from mss import MSS
from PIL import Image

from img2latex_desktop.demo import stage
from img2latex_desktop.demo.caption import with_caption
from img2latex_desktop.demo.driven_app import DrivenApp
from img2latex_desktop.demo.gif import Frame, save_gif
from img2latex_desktop.demo.virtual_desktop import Box, DesktopError, VirtualDesktop, missing_packages

FRAME_S = 0.08  # a GIF counts in hundredths of a second, and browsers slow down what is quicker than 0.02
POINTER = {
    "XCURSOR_THEME": "DMZ-White",
    "XCURSOR_SIZE": "24",
}  # of dmz-cursor-theme; else a tiny one is drawn
THEME = """\
window.*.title.bg: flat solid
window.active.title.bg.color: #f2f3f7
window.inactive.title.bg.color: #d9dce5
window.active.label.bg: parentrelative
window.inactive.label.bg: parentrelative
window.active.label.text.color: #23252e
window.inactive.label.text.color: #6c7080
window.*.button.*.bg: parentrelative
window.active.button.*.image.color: #5a5e6e
window.inactive.button.*.image.color: #9a9eac
window.active.border.color: #aab0bf
window.inactive.border.color: #aab0bf
window.client.padding.width: 0
window.handle.width: 0
window.label.text.justify: center
border.width: 1
padding.width: 8
padding.height: 5
"""
WINDOW_MANAGER = """\
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <theme><name>Film</name><titleLayout>LC</titleLayout>
    <font place="ActiveWindow"><name>DejaVu Sans</name><size>9</size></font>
    <font place="InactiveWindow"><name>DejaVu Sans</name><size>9</size></font>
  </theme>
  <focus><focusNew>yes</focusNew><focusLast>yes</focusLast></focus>
  <mouse>
    <context name="Client">
      <mousebind button="Left" action="Press"><action name="Focus"/><action name="Raise"/></mousebind>
    </context>
  </mouse>
</openbox_config>
"""


def main(arguments: Sequence[str]) -> int:
    """Take the film and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m img2latex_desktop.demo.film", description=__doc__)
    parser.add_argument("--output", type=Path, default=Path("build/snip.gif"), metavar="FILE")
    file: Path = parser.parse_args(arguments).output
    if missing := missing_packages():
        print(f"The virtual screen needs: sudo apt-get install --yes {' '.join(missing)}", file=sys.stderr)
        return 1
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory() as user:
            frames = film(Path(user))
    except DesktopError as problem:
        print(problem, file=sys.stderr)
        return 1
    save_gif(frames, file)
    print(
        file, f"{file.stat().st_size / 1e6:.2f} MB, {sum(frame.duration_ms for frame in frames) / 1000:.1f} s"
    )
    return 0


def film(user: Path) -> list[Frame]:
    """Drive the program through one snip and return what was seen."""
    dress(user)
    width, height = stage.SCREEN_PX
    with VirtualDesktop(user, f"{width}x{height}x24") as desktop:
        desktop.environment |= POINTER
        desktop.start(sys.executable, "-m", "img2latex_desktop.demo.stage")
        formula = stage.FORMULA_ON_PAGE.moved(*desktop.window_corner(stage.PAGE_TITLE))
        editor = desktop.window_corner(stage.EDITOR_TITLE)
        app = DrivenApp(desktop, user)
        app.wait_for("is listened to")
        app.wait_for("The recognizer is ready on")
        with MSS(display=desktop.environment["DISPLAY"], with_cursor=True) as eye:
            camera = Camera(desktop, eye)
            play(camera, app, formula, editor)
        app.stop()
    return camera.frames


def play(camera: "Camera", app: DrivenApp, formula: Box, editor: tuple[int, int]) -> None:
    """Do what the film shows."""
    desktop = camera.desktop
    camera.place(850, 250)
    camera.say("A formula in a PDF, a paper to write")
    camera.rest(1.6)
    camera.say("[Ctrl] [Alt] [M] freezes the screen")
    camera.rest(0.6)
    desktop.press("ctrl+alt+m")
    app.wait_for("Overlay shown")
    camera.rest(0.9)
    camera.say("Drag around the formula")
    camera.move(formula.left, formula.top, 1.2)
    camera.rest(0.3)
    desktop.ask("xdotool", "mousedown", "1")
    camera.move(formula.right, formula.bottom, 1.6)
    camera.rest(0.5)
    camera.say("Its LaTeX is there, and copied already")
    desktop.ask("xdotool", "mouseup", "1")
    app.wait_for("Copied")
    camera.rest(3.2)
    camera.say("[Esc] closes the window")
    camera.rest(0.8)
    desktop.press("Escape")
    camera.rest(0.5)
    camera.say("Paste it where you write: [Ctrl] [V]")
    camera.move(editor[0] + 150, editor[1] + 96, 0.9)
    desktop.ask("xdotool", "click", "1")
    camera.rest(0.6)
    desktop.press("ctrl+v")
    camera.rest(0.3)
    camera.move(editor[0] + 470, editor[1] + 130, 0.6)
    camera.rest(2.8)


class Camera:
    """Photographs the screen at a steady pace; each of its methods takes its time in frames."""

    def __init__(self, desktop: VirtualDesktop, eye: MSS) -> None:
        self.desktop = desktop
        self.frames: list[Frame] = []
        self._eye = eye
        self._text = ""
        self._pointer = (0, 0)

    def say(self, text: str) -> None:
        """Write a text below the pictures from now on; keys stand in brackets."""
        self._text = text

    def place(self, x: int, y: int) -> None:
        """Put the pointer somewhere, unseen."""
        self.desktop.ask("xdotool", "mousemove", str(x), str(y))
        self._pointer = (x, y)

    def rest(self, seconds: float) -> None:
        """Watch what happens."""
        for _ in range(round(seconds / FRAME_S)):
            self._shoot()

    def move(self, x: int, y: int, seconds: float) -> None:
        """Move the pointer as a hand does: slowly at first and in the end."""
        (from_x, from_y), count = self._pointer, round(seconds / FRAME_S)
        for number in range(1, count + 1):
            way = (1 - math.cos(math.pi * number / count)) / 2
            self.place(round(from_x + (x - from_x) * way), round(from_y + (y - from_y) * way))
            self._shoot()

    def _shoot(self) -> None:
        begun = time.monotonic()
        shot = self._eye.grab(self._eye.monitors[0])
        picture = with_caption(Image.frombytes("RGB", shot.size, shot.rgb), self._text)
        self.frames.append(Frame(picture, round(1000 * FRAME_S)))
        time.sleep(max(0.0, begun + FRAME_S - time.monotonic()))


def dress(user: Path) -> None:
    """Give the window manager a flat theme, in the folders that ``VirtualDesktop`` makes its user's."""
    files = {
        Path("config", "openbox", "rc.xml"): WINDOW_MANAGER,
        Path("data", "themes", "Film", "openbox-3", "themerc"): THEME,
    }
    for name, text in files.items():
        file = user / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
