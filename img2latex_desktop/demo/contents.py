"""Contents of the windows in pictures: readings as they could have been, a history, a doctor's findings."""

from datetime import UTC, datetime, timedelta

from PIL import Image, ImageOps
from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter

from img2latex_desktop.base.paths import EXAMPLES_FOLDER
from img2latex_desktop.base.pixels import Pixels
from img2latex_desktop.capture.pixels import to_image
from img2latex_desktop.demo.patient_typesetter import PatientTypesetter
from img2latex_desktop.diagnosis import CheckResult, failed, ok, skipped, warning
from img2latex_desktop.history.store import Entry
from img2latex_desktop.ui.result.formula_picture import FormulaPicture
from model.reading.result import Candidate, Recognition

SNIP_RATIO = 2.0  # device pixels of a picture to a logical one: snipped from a dense screen
EXAMPLE_EM_PX = 160 / 72 * 12  # of the example pictures: 12 points at 160 dpi
EM_PX = 17.0  # logical; type of 12 points on a page that is read at some 140 %
PAPER_PX = 12  # logical; around a formula that was snipped
SEEN_SHRINKAGE = 0.6  # from 12 points at 160 dpi to the 16 pixels an em that the network sees
SEEN_MARGIN_PX = 4  # as ``model.picture.preprocess`` leaves it

ROOTS = r"x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}"
GAUSS = r"\int_{-\infty}^{\infty} e^{-x^2} \, dx = \sqrt{\pi}"
BASEL = r"\sum_{n=1}^{\infty} \frac{1}{n^2} = \frac{\pi^2}{6}"
ROTATION = r"R = \begin{pmatrix} \cos\theta & -\sin\theta \\ \sin\theta & \cos\theta \end{pmatrix}"
BAYES = r"P(A \mid B) = \frac{P(B \mid A) \, P(A)}{P(B)}"
FLUID = (
    r"\frac{\partial \mathbf{u}}{\partial t} + (\mathbf{u} \cdot \nabla) \mathbf{u} "
    r"= -\frac{1}{\rho} \nabla p + \nu \nabla^2 \mathbf{u} + \mathbf{f}, \qquad \nabla \cdot \mathbf{u} = 0"
)
FIELDS = (
    r"\begin{aligned} \nabla \cdot \mathbf{E} &= \frac{\rho}{\varepsilon_0} \\ "
    r"\nabla \times \mathbf{E} &= -\frac{\partial \mathbf{B}}{\partial t} \end{aligned}"
)
SIMILAR = (
    Candidate(r"\hat{p} = \frac{k + z^2 / 2}{n + z^2}", 0.81),
    Candidate(r"\hat{p} = \frac{k + z^2 / 2}{n + z_2}", 0.74),
    Candidate(r"\hat{\rho} = \frac{k + z^2 / 2}{n + z^2}", 0.62),
)
"""Readings of one picture that have to be told apart by eye."""


def recognition(latex: str, confidence: float, candidates: tuple[Candidate, ...] = ()) -> Recognition:
    """Return a reading as the recognizer gives it."""
    return Recognition(latex, confidence, candidates or (Candidate(latex, confidence),), (), ())


def example(name: str) -> QImage:
    """Return one of the example pictures, snipped from a dense screen."""
    sheet = ImageOps.expand(_ink(name), round(PAPER_PX * SNIP_RATIO), fill=255)
    image = to_image(Pixels(*sheet.size, 1, sheet.tobytes())).convertToFormat(QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SNIP_RATIO)
    return image


def typeset(latex: str, typesetter: PatientTypesetter, ink: str = "black", paper: str = "white") -> QImage:
    """Return a picture of a formula, snipped from a dense screen."""
    picture = FormulaPicture(typesetter.svg(latex))
    size = picture.size(EM_PX)
    sheet = QSize(round(size.width()) + 2 * PAPER_PX, round(size.height()) + 2 * PAPER_PX)
    image = QImage(sheet * SNIP_RATIO, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SNIP_RATIO)
    image.fill(QColor(paper))
    painter = QPainter(image)
    try:
        picture.paint(painter, QRectF(PAPER_PX, PAPER_PX, size.width(), size.height()), QColor(ink))
    finally:
        painter.end()
    return image


def seen(name: str) -> QImage:
    """Return what the network sees of an example picture: its ink alone, in gray and of the usual size."""
    ink = _ink(name)
    width, height = (round(side * SEEN_SHRINKAGE) for side in ink.size)
    shrunk = ink.resize((width, height), Image.Resampling.BILINEAR)
    sheet = ImageOps.expand(shrunk, SEEN_MARGIN_PX, fill=255)
    return to_image(Pixels(*sheet.size, 1, sheet.tobytes()))


def history(typesetter: PatientTypesetter) -> list[Entry]:
    """Return some formulas, newest first: of today and yesterday, then of days that stay the same."""
    today = datetime.now().astimezone().replace(hour=14, minute=3)
    yesterday = today - timedelta(days=1)
    spring = datetime(2026, 3, 14, 15, 9, tzinfo=UTC)
    snips = (
        (today, example("quadratic_formula"), ROOTS, None, 0.97, True),
        (today.replace(hour=11, minute=20), typeset(FLUID, typesetter), FLUID, None, 0.71, False),
        (yesterday, example("gaussian_integral"), GAUSS, None, 0.93, True),
        (yesterday, typeset(BAYES, typesetter, "#e6e6ea", "#1e1e24"), BAYES, None, 0.34, False),
        (spring, example("rotation_matrix"), ROTATION, ROTATION.replace("R", r"R_\theta", 1), 0.95, False),
        (spring, typeset(FIELDS, typesetter), FIELDS, None, 0.88, False),
        (spring, example("basel_sum"), BASEL, None, 0.96, False),
    )
    return [
        Entry(len(snips) - place, taken_at, _png(image), latex, edited, confidence, is_favorite)
        for place, (taken_at, image, latex, edited, confidence, is_favorite) in enumerate(snips)
    ]


def findings() -> list[CheckResult]:
    """Return what the doctor says on a desktop where one thing is broken."""
    return [
        CheckResult(
            "Versions",
            ok(
                "Img2LaTeX 0.3.0, Python 3.12.3, Qt 6.11.3, torch 2.13.0, Debian 13 on x86_64, desktop GNOME."
            ),
        ),
        CheckResult("Libraries", ok("All 19 libraries that Qt needs are there.")),
        CheckResult("Display", ok("Wayland (Qt platform wayland): eDP-1 2880 × 1800 at 200 %.")),
        CheckResult(
            "Portal",
            warning(
                "Screenshot version 2; no GlobalShortcuts.",
                "bind “img2latex snip” in the keyboard settings of your desktop",
            ),
        ),
        CheckResult("Hotkey", skipped("The desktop itself keeps the hotkeys; see Portal.")),
        CheckResult(
            "Capture of eDP-1",
            failed(
                "The capture shows one color only: the system does not permit it.",
                "flatpak permission-reset io.github.img2latex",
            ),
        ),
        CheckResult(
            "Clipboard", ok("What is copied can be read back; what was there before is there again.")
        ),
        CheckResult("Tray", ok("The desktop shows tray icons.")),
    ]


def _ink(name: str) -> Image.Image:
    """Return an example picture without the paper around its formula, in gray."""
    gray = Image.open(EXAMPLES_FOLDER / f"{name}.png").convert("L")
    return gray.crop(ImageOps.invert(gray).getbbox())


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # its stub wants bytes, the call wants text
    return bytes(buffer.data().data())
