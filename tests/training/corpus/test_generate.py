import re
import subprocess
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from model.formula.reader.normalize import normalize
from training.corpus.generate import BALANCED, TOPICS, generate, required_tokens
from training.corpus.generator.pen import Pen


def test_the_same_seed_gives_the_same_formulas() -> None:
    assert list(generate(7, 50)) == list(generate(7, 50))
    assert list(generate(7, 50)) != list(generate(8, 50))


def test_a_formula_does_not_depend_on_how_many_are_asked_for() -> None:
    assert list(generate(7, 20)) == list(islice(generate(7, 1000), 20))


def test_generating_leaves_the_global_random_state_alone() -> None:
    import random

    state = random.getstate()
    list(generate(7, 20))
    assert random.getstate() == state


@pytest.mark.parametrize("topic", [*TOPICS, *BALANCED], ids=lambda topic: topic.__name__)
def test_every_formula_of_a_topic_is_readable(topic) -> None:
    for number in range(60):
        latex = topic(Pen(Random(number)))
        assert normalize(latex), latex
        assert "\n" not in latex


def test_most_formulas_are_distinct_and_short_enough_to_train_on() -> None:
    forms = [tuple(normalize(latex)) for latex in generate(3, 1500)]

    assert len(set(forms)) > 0.95 * len(forms)
    assert sum(len(form) <= 192 for form in forms) > 0.98 * len(forms)


def test_the_required_tokens_are_all_written_sooner_or_later() -> None:
    missing = set(required_tokens())
    for latex in (*generate(1, 20_000), *generate(1, 20_000, BALANCED)):
        missing.difference_update(normalize(latex))
        if not missing:
            break
    assert missing == set()


@pytest.mark.parametrize(
    "sample",
    [
        r"\begin{pmatrix}", r"\begin{bmatrix}", r"\begin{vmatrix}", r"\begin{Vmatrix}", r"\begin{Bmatrix}",
        r"\begin{smallmatrix}", r"\begin{array}", r"\begin{cases}", r"\begin{aligned}", r"\begin{gathered}",
        r"\substack", r"\tag{", r"\cfrac", r"\underbrace", r"\overbrace", r"\xrightarrow", r"\overset",
        r"\underset", r"\binom", r"\mathrm{km", r"\text{if", r"{,}", r"\%", r"^\circ", r"\rangle", r"\left",
        r"\big", r"\dfrac", r"\mathfrak", r"\mathscr", r"\iint", r"{}_{", r"\hline", r"\pmod",
    ],
)  # fmt: skip
def test_what_corpora_lack_is_written(sample: str) -> None:
    assert any(sample in latex for latex in generate(1, 3000))


def test_balanced_formulas_show_every_sign_in_many_places() -> None:
    formulas = list(generate(5, 20_000, BALANCED))
    for sign in (r"\rtimes", r"\nRightarrow", r"\varprojlim", r"\%", r"\daleth"):
        before = {latex[latex.index(sign + " ") - 1] for latex in formulas if sign + " " in latex}
        assert len(before & {"{", " ", ","}) > 1, sign  # opened by a script or a fraction, and in a line


@pytest.mark.slow
def test_every_formula_compiles(tmp_path: Path) -> None:
    formulas = list(generate(2, 400))
    packages = r"\usepackage{amsmath,amssymb,bm,mathrsfs,mathdots}\newcommand\euro{\text{\texteuro}}"
    displays = "\n".join(rf"\begin{{equation*}}{latex}\end{{equation*}}" for latex in formulas)
    page = (
        rf"\documentclass{{article}}{packages}\begin{{document}}" + "\n" + displays + "\n" + r"\end{document}"
    )
    (tmp_path / "page.tex").write_text(page)

    command = ["pdflatex", "-interaction=nonstopmode", "-file-line-error", "page.tex"]
    result = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, errors="replace", timeout=120
    )

    lines = page.split("\n")
    faults = re.findall(r"^\./page\.tex:(\d+): (.*)$", result.stdout, re.MULTILINE)
    assert [(message, lines[int(line) - 1]) for line, message in faults] == []
    assert "Output written on page.pdf" in result.stdout
