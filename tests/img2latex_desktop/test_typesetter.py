import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtSvg import QSvgRenderer

from img2latex_desktop.errors import TypesettingError
from img2latex_desktop.paths import PREVIEW_BUNDLE
from img2latex_desktop.typesetter import Typesetter


@pytest.fixture(scope="module")
def typesetter(qapp):
    return Typesetter(PREVIEW_BUNDLE)


def test_a_formula_becomes_a_picture_that_qt_can_draw(typesetter):
    renderer = QSvgRenderer(QByteArray(typesetter.svg(r"\frac{a}{b}")))
    assert renderer.isValid()
    assert renderer.viewBoxF().height() > 1500  # thousandths of an em


def test_inline_style_is_smaller_than_display_style(typesetter):
    display = QSvgRenderer(QByteArray(typesetter.svg(r"\sum_{i=1}^n i")))
    inline = QSvgRenderer(QByteArray(typesetter.svg(r"\sum_{i=1}^n i", inline=True)))
    assert inline.viewBoxF().height() < display.viewBoxF().height()


def test_a_mistake_is_told_in_words(typesetter):
    with pytest.raises(TypesettingError, match=r"(?i)brace"):
        typesetter.svg(r"\frac{a}{b")


def test_mathml_names_its_language(typesetter):
    assert typesetter.mathml("x").startswith('<math xmlns="http://www.w3.org/1998/Math/MathML"')


def test_a_missing_bundle_says_how_to_build_it(qapp, tmp_path):
    with pytest.raises(TypesettingError, match="make run"):
        Typesetter(tmp_path / "mathjax.js").svg("x")


def test_a_damaged_bundle_is_named(qapp, tmp_path):
    bundle = tmp_path / "mathjax.js"
    bundle.write_text("this is no script")
    with pytest.raises(TypesettingError, match="damaged"):
        Typesetter(bundle).svg("x")


def test_loading_ahead_of_time_tolerates_a_missing_bundle(qapp, tmp_path):
    Typesetter(tmp_path / "mathjax.js").load()


def test_mathml_is_a_display_formula_without_attributes_of_the_engine(typesetter):
    mathml = typesetter.mathml(r"\begin{cases} \frac{1}{\mathbb{R}} & \text{if} \\ a \not= b \end{cases}")
    assert mathml.startswith('<math xmlns="http://www.w3.org/1998/Math/MathML" display="block">')
    assert "data-" not in mathml
    assert "mjx" not in mathml.lower()


@pytest.mark.parametrize("latex", ["x + " * 10_000, "{" * 5000 + "}" * 5000, r"\sqrt{" * 101 + "}" * 101])
def test_a_formula_too_long_is_refused_at_once(qtbot, typesetter, latex):
    with pytest.raises(TypesettingError, match="too long"):
        typesetter.svg(latex)


def test_the_engine_is_loaded_once_asked_for(qapp):
    typesetter = Typesetter(PREVIEW_BUNDLE)
    assert not typesetter.is_loaded
    typesetter.load()
    assert typesetter.is_loaded
