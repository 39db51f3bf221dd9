"""Pictures that show no formula: prose, code, icons, drawings, surfaces.

``python -m training negatives --out FOLDER`` draws what people snip by mistake, or to see what happens. The
formula of all of them is empty, so that a network trained on some expects the end at once, and can say that
there is nothing to read. Texts are those of Python's own library, which lies beside every interpreter; fonts
are those installed here.
"""

import ast
import sysconfig
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from fontTools.ttLib import TTFont
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from tqdm import tqdm

from model.picture.em import estimate_em
from model.picture.preprocess import NoInkError, crop_to_ink, to_ink
from training.corpus.formula_file import Formula, formula_key
from training.drawing.drawing import MARGIN_PX, PAPER
from training.drawing.shards import ShardWriter
from training.errors import TrainingError
from training.ranges import Count, Positive

SOURCE = "negative"
ENGINE = "pillow"
# What lies between small print and a slide's title, as ``RenderConfig.em_px`` has it for formulas.
_TYPE_PX = (9, 40)
# Under this a text is a label that might be a formula's: “max”, “if x”.
_LEAST_WORDS = 4
_HELD_OUT_MODULES = 10  # of so many modules of the library one is kept for validation
_BEGINNING = 30  # words or lines; texts that agree so far are one text
_NOT_TEXT = ("math", "symbol", "icon", "emoji", "awesome", "music", "braille", "dingbat", "logo", "pi.")
# Where fonts hold pictures: the private use of icon fonts; weather, chess and tools; emoji. Left out are
# stars, boxes, trigrams and suits of cards, which formulas know or seem to know.
_PICTOGRAPHS = (
    *(range(0xE000, 0xF900), range(0x2613, 0x2630), range(0x2638, 0x2640), range(0x2654, 0x2660)),
    *(range(0x2701, 0x2713), range(0x1F300, 0x1FB00)),
)
# Icons drawn like what formulas hold, by words in the names of their glyphs.
_SIGNS = (
    *("plus", "minus", "times", "divide", "equal", "greater", "less", "infinity", "percent", "root"),
    *("asterisk", "arrow", "angle", "chevron", "caret", "slash", "bold", "italic", "font", "heading"),
    *("hash", "bracket", "question", "exclamation", "parag", "script", "ellipsis", "grip", "dot"),
    *("circle", "square", "star"),
)
_ICON_PX = (14, 140)
_MOST_ICONS = 6
_ICON_FONTS = ("awesome", "icons.", "emoji")
# Installed with the program on Debian, where the icon fonts are not.
_TEXT_FONTS_WITH_ICONS = ("dejavusans.ttf", "dejavusans-bold.ttf")
_FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/share/texlive/texmf-dist/fonts/opentype"))

Gray = NDArray[np.uint8]


@dataclass(frozen=True)
class NegativesConfig:
    """What to draw.

    Attributes:
        out: Folder of the shard.
        count: Pictures.
        seed: Of all random choices.
        is_validation: Whether to take the texts kept for validation instead of those for training.
        font_folders: Where fonts are looked for.
    """

    out: Path
    count: Positive = 12_000
    seed: Count = 0
    is_validation: bool = False
    font_folders: tuple[Path, ...] = _FONT_FOLDERS


def negatives(config: NegativesConfig) -> None:
    """Draw the pictures and write one shard.

    Raises:
        TrainingError: No font is installed.
    """
    painter = Painter(config)
    formula = Formula(formula_key(""), SOURCE, "", "")
    with ShardWriter(config.out, [formula], seed=config.seed) as writer:
        for number in tqdm(range(config.count), unit="picture", desc=config.out.name):
            kind, image, em_px = painter.draw(np.random.default_rng((config.seed, number)))
            writer.add(image, formula=0, font=kind, engine=ENGINE, em_px=em_px, display=True)


class Painter:
    """Draws pictures of every kind."""

    def __init__(self, config: NegativesConfig) -> None:
        """Read texts and find fonts.

        Raises:
            TrainingError: No font is installed, or none with pictographs.
        """
        self._prose, self._code = read_texts(is_validation=config.is_validation)
        self._fonts = find_fonts(config.font_folders)
        if not self._fonts:
            raise TrainingError(f"no font in {', '.join(map(str, config.font_folders))}; run `make fonts`")
        self._monospaced = [path for path in self._fonts if "mono" in path.name.lower()] or self._fonts
        self._pictographs = find_pictographs(config.font_folders)
        if not self._pictographs:
            raise TrainingError(f"no font of pictographs in {', '.join(map(str, config.font_folders))}")
        kinds: list[tuple[float, Callable[[np.random.Generator], Gray]]] = [
            (0.35, self._draw_prose),
            (0.15, self._draw_code),
            (0.25, self._draw_icons),
            (0.15, self._draw_drawing),
            (0.1, draw_surface),
        ]
        self._shares = [share for share, _ in kinds]
        self._kinds = [kind for _, kind in kinds]

    def draw(self, rng: np.random.Generator) -> tuple[str, Gray, float]:
        """Draw one picture.

        Returns:
            Its kind; uint8 (H, W), 255 = paper; the size of type that ``model.picture.em`` sees, since most
            have no true one.
        """
        while True:
            kind = self._kinds[rng.choice(len(self._kinds), p=self._shares)]
            image = kind(rng)
            try:
                em_px = estimate_em(crop_to_ink(to_ink(image)))
            except NoInkError:  # a surface without any contrast
                continue
            return kind.__name__.removeprefix("_draw_").removeprefix("draw_"), image, em_px

    def _font(self, rng: np.random.Generator, paths: list[Path]) -> ImageFont.FreeTypeFont:
        size = float(np.exp(rng.uniform(*np.log(_TYPE_PX))))
        return ImageFont.truetype(str(paths[rng.integers(len(paths))]), size)

    def _draw_prose(self, rng: np.random.Generator) -> Gray:
        words = self._prose[rng.integers(len(self._prose))]
        lines = int(min(rng.geometric(0.35), 9))
        width = int(rng.integers(_LEAST_WORDS, 13))
        start = int(rng.integers(max(1, len(words) - lines * width)))
        chosen = words[start : start + lines * width]
        text = [" ".join(chosen[i : i + width]) for i in range(0, len(chosen), width)]
        return _set_lines(text, self._font(rng, self._fonts), rng)

    def _draw_code(self, rng: np.random.Generator) -> Gray:
        rows = self._code[rng.integers(len(self._code))]
        count = int(rng.integers(2, 10))
        start = int(rng.integers(max(1, len(rows) - count)))
        return _set_lines(rows[start : start + count], self._font(rng, self._monospaced), rng)

    def _draw_icons(self, rng: np.random.Generator) -> Gray:
        """Draw an icon, or a row of them as in a toolbar, each a pictograph of some font."""
        side = float(np.exp(rng.uniform(*np.log(_ICON_PX))))
        count = int(min(rng.geometric(0.4), _MOST_ICONS))
        path, signs = self._pictographs[rng.integers(len(self._pictographs))]
        font = ImageFont.truetype(str(path), side)
        pitch = side * float(rng.uniform(1.2, 1.9))
        width, height = int(pitch * (count - 1) + 2 * side), int(2 * side)
        image = Image.new("L", (width, height), PAPER)
        pen = ImageDraw.Draw(image)
        for place in range(count):
            sign = signs[rng.integers(len(signs))]
            pen.text((side + place * pitch, side), sign, 0, font, anchor="mm")
        return np.asarray(image)

    def _draw_drawing(self, rng: np.random.Generator) -> Gray:
        """Draw lines, boxes, discs, labels: a diagram, an icon, a window's controls, a chart."""
        width, height = (int(side) for side in rng.integers((60, 40), (420, 280)))
        image = Image.new("L", (width, height), PAPER)
        pen = ImageDraw.Draw(image)
        stroke = int(rng.integers(1, 6))
        for _ in range(int(rng.integers(3, 14))):
            x = np.sort(rng.integers(0, width, 2))
            y = np.sort(rng.integers(0, height, 2))
            box = (int(x[0]), int(y[0]), int(x[1]) + 2, int(y[1]) + 2)
            fill = int(rng.integers(0, 240)) if rng.random() < 0.4 else None
            match int(rng.integers(5)):
                case 0:
                    pen.rectangle(box, fill, int(rng.integers(0, 160)), stroke)
                case 1:
                    pen.ellipse(box, fill, int(rng.integers(0, 160)), stroke)
                case 2:
                    steps = int(rng.integers(3, 30))
                    points = zip(
                        np.linspace(box[0], box[2], steps), rng.integers(box[1], box[3], steps), strict=True
                    )
                    pen.line([(float(a), float(b)) for a, b in points], 0, stroke)
                case 3:
                    pen.rounded_rectangle(box, 6, fill, 0, stroke)
                case _:
                    words = self._prose[rng.integers(len(self._prose))]
                    pen.text(box[:2], " ".join(words[:2]), 0, self._font(rng, self._fonts))
        return np.asarray(image)


def draw_surface(rng: np.random.Generator) -> Gray:
    """Draw what a photograph is made of: clouds of every scale, soft shapes, light from one side."""
    height, width = (int(side) for side in rng.integers((40, 60), (300, 420)))
    frequency = np.hypot(np.fft.fftfreq(height)[:, None], np.fft.fftfreq(width)[None])
    # Amplitudes of natural scenes fall as 1/f, give or take; Field 1987, J. Opt. Soc. Am. A 4, 2379.
    spectrum = np.fft.fft2(rng.standard_normal((height, width))) / (frequency + 1 / width) ** rng.uniform(
        0.6, 1.8
    )
    cloud = np.real(np.fft.ifft2(spectrum))
    light = (
        np.linspace(-1, 1, width)[None] * rng.normal() + np.linspace(-1, 1, height)[:, None] * rng.normal()
    )
    scene = cloud / (np.abs(cloud).max() + 1e-9) + 0.3 * light
    scene = (scene - scene.min()) / (np.ptp(scene) + 1e-9)
    image = Image.fromarray(np.asarray(255 * scene, np.uint8))
    pen = ImageDraw.Draw(image)
    for _ in range(int(rng.integers(0, 7))):
        corners = [
            (float(x), float(y))
            for x, y in rng.uniform((0, 0), (width, height), (int(rng.integers(3, 7)), 2))
        ]
        pen.polygon(corners, int(rng.integers(256)))
    return np.asarray(image.filter(ImageFilter.GaussianBlur(float(rng.uniform(0, 2)))))


def read_texts(*, is_validation: bool) -> tuple[list[list[str]], list[list[str]]]:
    """Read Python's library.

    Returns:
        Its docstrings, each as words; its modules, each as lines that hold something. What is held out for
        validation begins like nothing in training: some modules repeat the text of another.
    """
    prose, code = _texts_of(is_validation=is_validation)
    if is_validation:
        trained_prose, trained_code = _texts_of(is_validation=False)
        return _unlike(prose, trained_prose), _unlike(code, trained_code)
    return prose, code


def _unlike(texts: list[list[str]], others: list[list[str]]) -> list[list[str]]:
    """Leave out what begins as another text does."""
    beginnings = {tuple(other[:_BEGINNING]) for other in others}
    return [text for text in texts if tuple(text[:_BEGINNING]) not in beginnings]


def _texts_of(*, is_validation: bool) -> tuple[list[list[str]], list[list[str]]]:
    modules = sorted(Path(sysconfig.get_paths()["stdlib"]).glob("*.py"))
    prose, code = [], []
    for number, module in enumerate(modules):
        if (number % _HELD_OUT_MODULES == 0) != is_validation:
            continue
        text = module.read_text(encoding="utf-8")
        rows = [row[:90] for row in text.splitlines() if row.strip()]
        if len(rows) > 20:
            code.append(rows)
        prose += [
            words for words in (doc.split() for doc in _docstrings(text)) if len(words) >= 3 * _LEAST_WORDS
        ]
    return prose, code


def _docstrings(module: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(module)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            yield ast.get_docstring(node) or ""


def find_fonts(folders: tuple[Path, ...]) -> list[Path]:
    """List the fonts of text, those with signs alone left out by their names and by their letters."""
    files = [
        path for folder in folders for kind in ("otf", "ttf") for path in sorted(folder.rglob(f"*.{kind}"))
    ]
    return [
        path
        for path in files
        if not any(word in path.name.lower() for word in _NOT_TEXT) and _has_letters(path)
    ]


def find_pictographs(folders: tuple[Path, ...]) -> list[tuple[Path, list[str]]]:
    """List the fonts that hold pictographs, each with those that look like nothing in a formula."""
    found = []
    for path in (path for folder in folders for path in sorted(folder.rglob("*.[ot]tf"))):
        name = path.name.lower()
        is_of_icons = any(word in name for word in _ICON_FONTS)
        if not is_of_icons and name not in _TEXT_FONTS_WITH_ICONS:
            continue
        with TTFont(path, lazy=True) as font:
            names = font.getBestCmap() or {}
        blocks = _PICTOGRAPHS if is_of_icons else _PICTOGRAPHS[1:]
        signs = [
            chr(code)
            for code, name in sorted(names.items())
            if any(code in block for block in blocks) and not any(word in name.lower() for word in _SIGNS)
        ]
        if signs:
            found.append((path, signs))
    return found


def _has_letters(path: Path) -> bool:
    """Tell whether letters differ from the box that stands for what is missing, and a blank shows nothing."""
    try:
        font = ImageFont.truetype(str(path), 20)
        pictures = {bytes(font.getmask(letter)) for letter in "aeg\uffff"}
        blank = font.getmask(" ").getbbox()
    except OSError:  # a file that FreeType cannot read
        return False
    return len(pictures) == 4 and blank is None


def _set_lines(lines: list[str], font: ImageFont.FreeTypeFont, rng: np.random.Generator) -> Gray:
    """Set lines one under the other; now and then the region cuts through the first or the last."""
    pitch = font.size * float(rng.uniform(1.05, 1.6))
    width = max(font.getlength(line) for line in lines)
    height = pitch * len(lines) + font.size / 2
    image = Image.new("L", (int(width) + 2 * MARGIN_PX, int(height) + 2 * MARGIN_PX), PAPER)
    pen = ImageDraw.Draw(image)
    for row, line in enumerate(lines):
        pen.text((MARGIN_PX, MARGIN_PX + row * pitch), line, 0, font)
    if len(lines) > 1 and rng.random() < 0.3:
        cut = int(pitch * rng.uniform(0.2, 0.8))
        image = image.crop((0, cut, image.width, image.height - (cut if rng.random() < 0.5 else 0)))
    return np.asarray(image)
