"""Difference of two typeset formulas: signs that the other has not, or has in another place."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from PySide6.QtCore import QRectF, QXmlStreamReader
from PySide6.QtGui import QTransform

MOVED_UNITS = 180  # of a thousand to an em: an exponent made an index moves by 500, a grown fraction by less
GAP_UNITS = 120  # how wide the mark is where a sign is missing

_NUMBER = re.compile(r"-?\d*\.?\d+(?:e-?\d+)?")
_COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_TRANSFORM = re.compile(r"(translate|scale)\(([^)]*)\)")


@dataclass(frozen=True)
class Sign:
    """A letter, rule or bracket.

    Attributes:
        name: What it looks like, whatever its place.
        place: In the units of the picture's view box.
    """

    name: str
    place: QRectF


def differing_places(svg: bytes, other: bytes) -> list[QRectF]:
    """Return where a formula differs from another, in the units of its view box."""
    ours, theirs = signs(svg), signs(other)
    matcher = SequenceMatcher(
        None, [sign.name for sign in theirs], [sign.name for sign in ours], autojunk=False
    )
    found: list[QRectF] = []
    for kind, their_start, their_end, start, end in matcher.get_opcodes():
        if kind == "equal":  # heights count from the line that both are written on
            pairs = zip(theirs[their_start:their_end], ours[start:end], strict=True)
            found += [one.place for another, one in pairs if _is_moved(one, another)]
        elif start < end:
            found += [sign.place for sign in ours[start:end]]
        elif ours:
            found.append(_gap(ours, start))
    return found


def signs(svg: bytes) -> list[Sign]:
    """Return the signs of a formula as the typesetter draws it, in the order of its source."""
    reader = QXmlStreamReader(svg.decode())
    transforms = [QTransform()]
    found: list[Sign] = []
    while not reader.atEnd():
        token = reader.readNext()
        if token is QXmlStreamReader.TokenType.StartElement:
            transforms.append(_transform(reader) * transforms[-1])
            if box := _box(reader):
                found.append(Sign(_name(reader, transforms[-1]), transforms[-1].mapRect(box)))
        elif token is QXmlStreamReader.TokenType.EndElement:
            transforms.pop()
    return found


def _is_moved(one: Sign, another: Sign) -> bool:
    return abs(one.place.center().y() - another.place.center().y()) > MOVED_UNITS


def _gap(ours: list[Sign], place: int) -> QRectF:
    """Return a narrow place where signs of the other formula are missing."""
    if place < len(ours):
        beside = ours[place].place
        return QRectF(beside.left() - GAP_UNITS, beside.top(), GAP_UNITS, beside.height())
    beside = ours[-1].place
    return QRectF(beside.right(), beside.top(), GAP_UNITS, beside.height())


def _attribute(reader: QXmlStreamReader, name: str) -> str:
    return str(reader.attributes().value(name))


def _transform(reader: QXmlStreamReader) -> QTransform:
    made = QTransform()
    for kind, arguments in _TRANSFORM.findall(_attribute(reader, "transform")):
        numbers = [float(number) for number in _NUMBER.findall(arguments)]
        if kind == "translate":
            made.translate(numbers[0], numbers[1] if len(numbers) > 1 else 0)
        else:
            made.scale(numbers[0], numbers[-1])
    return made


def _name(reader: QXmlStreamReader, transform: QTransform) -> str:
    return f"{reader.name()} {_attribute(reader, 'd')} {abs(transform.m11()):.1f}"


def _box(reader: QXmlStreamReader) -> QRectF | None:
    if reader.name() == "rect":
        x, y, width, height = (float(_attribute(reader, name) or 0) for name in ("x", "y", "width", "height"))
        return QRectF(x, y, width, height)
    return _path_box(_attribute(reader, "d")) if reader.name() == "path" else None


def _path_box(path: str) -> QRectF | None:
    """Return the box around the points of a path, whose commands MathJax writes with absolute coordinates."""
    columns: list[float] = []
    rows: list[float] = []
    for command, arguments in _COMMAND.findall(path):
        numbers = [float(number) for number in _NUMBER.findall(arguments)]
        columns += numbers if command == "H" else [] if command == "V" else numbers[0::2]
        rows += numbers if command == "V" else [] if command == "H" else numbers[1::2]
    if not columns or not rows:
        return None
    left, top = min(columns), min(rows)
    return QRectF(left, top, max(columns) - left, max(rows) - top)
