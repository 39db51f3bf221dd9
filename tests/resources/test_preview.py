"""The MathJax bundle, run in Node.js; that Qt's engine runs it too is shown by the typesetter's tests."""

import json
import re

import pytest

from model.formula.reader.symbols import SYMBOLS
from model.formula.tokens import ACCENTS, FONTS
from training.drawing.drawing import Page
from training.drawing.mathjax import PREVIEW, typeset


def svg_of(latex):
    (answer,) = typeset([Page(latex, True)], "tex2svg")
    return answer["result"]


def test_every_symbol_font_and_accent_of_the_canonical_form_typesets():
    latex = [*sorted(SYMBOLS), *(f"{accent}{{x}}" for accent in sorted(ACCENTS))]
    latex += [f"{font}{{{letter}}}" for font in sorted(FONTS) for letter in sorted(FONTS[font])]
    answers = typeset([Page(text, True) for text in latex], "tex2svg")
    assert [text for text, answer in zip(latex, answers, strict=True) if "error" in answer] == []


STRETCHED = [
    r"\left\{\begin{matrix}a\\b\\c\\d\\e\\f\end{matrix}\right\|",
    r"\overbrace{a+b+c+d+e+f+g}^{n}",
    r"\xrightarrow{\text{a long label}}",
    r"\overleftrightarrow{ABCDEFGH}",
    r"\sqrt{\begin{matrix}a\\b\\c\\d\\e\\f\end{matrix}}",
]


@pytest.mark.parametrize("latex", [*STRETCHED, r"x \tag{1}", r"\begin{align} a &= b \tag{2} \end{align}"])
def test_no_picture_is_nested_in_another(latex):
    assert svg_of(latex).count("<svg") == 1


def test_extenders_fill_the_gap_between_the_ends():
    bars = re.findall(
        r'<rect y="([\d.-]+)" height="([\d.]+)" x="[\d.-]+" width="([\d.]+)"', svg_of(STRETCHED[2])
    )
    assert len(bars) == 1
    low, height, width = map(float, bars[0])
    # the bar of MathJax's minus sign, 0.04 em high at the height of the axis
    assert (low, height) == (230, 40)
    assert width > 1000


def test_double_arrows_have_two_bars():
    assert svg_of(r"\xRightarrow{\text{a long label}}").count("<rect") == 2


def test_rules_of_tables_carry_their_width_and_dashes():
    picture = svg_of(r"\begin{array}{c|c:c} a & b & c \\ \hline d & e & f \end{array}")
    lines = re.findall(r"<line [^>]*>", picture)
    assert len(lines) == 3
    assert all('stroke-width="70"' in line for line in lines)
    assert sum("stroke-dasharray" in line for line in lines) == 1


def test_mathml_has_its_namespace_and_no_private_attributes():
    (answer,) = typeset([Page(r"\mathcal{L} = \left( \frac{a}{b} \right)", True)], "tex2mml")
    assert answer["result"].startswith('<math xmlns="http://www.w3.org/1998/Math/MathML"')
    assert "data-mjx" not in answer["result"]


def test_tags_stand_beside_the_formula():
    plain, tagged, starred = (
        float(re.search(r'viewBox="\S+ \S+ (\S+)', svg_of(latex))[1])
        for latex in ("x", r"x \tag{1}", r"x \tag*{1}")
    )
    assert plain + 2000 < starred < tagged


def test_the_lockfile_holds_hashes_and_no_addresses():
    lock = json.loads((PREVIEW / "package-lock.json").read_text(encoding="utf-8"))
    packages = [package for name, package in lock["packages"].items() if name]
    assert all("integrity" in package and "resolved" not in package for package in packages)
