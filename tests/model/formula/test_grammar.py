import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.formula.grammar import Grammar
from model.formula.printer import to_latex
from model.formula.reader.normalize import normalize
from model.formula.tokenizer import EOS, SPECIAL_TOKENS, Tokenizer
from model.formula.tokens import structural_tokens

ATOMS = "a b A B 1 2 + = ( ) [ ] \\{ \\} | , \\alpha \\Gamma \\sum \\sin \\infty \\prime - '".split()
VOCABULARY = [*SPECIAL_TOKENS, *structural_tokens(), *ATOMS]
TOKENIZER = Tokenizer(VOCABULARY)
GRAMMAR = Grammar(VOCABULARY)


def accepts(text):
    return GRAMMAR.accepts(TOKENIZER.encode(text.split()))


def walk(seed, budget):
    """Write random allowed tokens until eos."""
    rng = np.random.default_rng(seed)
    state, token_ids = GRAMMAR.start(), []
    while True:
        allowed = GRAMMAR.allowed(state, budget - len(token_ids))
        token_id = int(rng.choice(np.flatnonzero(allowed)))
        if token_id == EOS:
            return token_ids
        token_ids.append(token_id)
        state = GRAMMAR.advance(state, token_id)


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "a _ b ^ 2",
        "a _{ b + 1 } ^ 2",
        "\\frac a b",
        "\\frac{ a + 1 } b",
        "\\frac a { b + 1 }",
        "\\frac{ a + 1 }{ b + 1 }",
        "\\sqrt{ \\frac 1 2 }",
        "\\root 2 { a + 1 }",
        "\\mathrm{ a ~ b } _ 1",
        "\\mathbb A",
        "( \\begin{matrix} a & b \\\\ 1 & 2 \\end{matrix} ) ^ 2",
        "\\begin{matrix} \\hline a & b \\\\ \\hline 1 & \\end{matrix}",
        "\\begin{cases} a & a = 1 \\\\ b & a = 2 \\end{cases}",
        "\\begin{cases} a & b \\\\ 1 & \\begin{matrix} 1 & 2 & a \\end{matrix} \\end{cases}",
        "_{ a + b }".replace("_{", "{} _{"),
        "a = b \\tag 1",
        "a = b \\tag{ 1 2 }",
        "\\begin{matrix} a &| b \\\\ &| 1 \\end{matrix}",
        "\\begin{aligned} a & = b \\tag 1 \\\\ a & = 2 \\tag{ 2 a } \\end{aligned}",
        "\\begin{matrix} a \\\\ b \\tag 1 \\end{matrix}",
        "\\begin{aligned} a & = b \\\\ a & = 2 \\end{aligned} \\tag 1",
    ],
)
def test_well_formed_formulas_are_accepted(text):
    assert accepts(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "_ a",
        "a _ b _ 1",
        "a ^ b _ 1",
        "a ^ b ^ 1",
        "\\frac a",
        "\\frac a }",
        "\\frac{ a + 1 }",
        "\\frac{ a }  b",
        "}",
        "a & b",
        "\\begin{matrix} a \\end{cases}",
        "\\begin{matrix} a",
        "\\begin{matrix} a \\\\ \\end{matrix}",
        "\\begin{cases} \\hline a \\end{cases}",
        "\\begin{cases} a & b & 1 \\end{cases}",
        "\\mathbb 1 _",
        "\\mathcal a",
        "\\mathrm{ a + }",
        "a ~ b",
        "\\sqrt _ a",
        "\\tag 1",
        "a \\tag 1 b",
        "a \\tag{ 1 2 } b",
        "a &| b",
        "\\begin{cases} a &| b \\end{cases}",
        "\\begin{cases} a \\tag 1 \\\\ b \\end{cases}",
        "a \\begin{aligned} a & = b \\tag 1 \\end{aligned}",
        "\\begin{aligned} a \\tag 1 b \\end{aligned}",
        "\\begin{aligned} a \\tag 1 \\tag 2 \\end{aligned}",
        "\\begin{aligned} a \\tag 1 \\\\ b \\end{aligned} b",
        "\\frac 1 { \\begin{matrix} a \\tag 1 \\end{matrix} b }",
    ],
)
def test_malformed_formulas_are_refused(text):
    assert not accepts(text)


@settings(deadline=None, max_examples=300)
@given(st.integers(0, 2**32), st.integers(1, 60))
def test_any_walk_keeps_its_budget_and_prints_latex_that_reads_as_a_formula(seed, budget):
    token_ids = walk(seed, budget)

    assert 1 <= len(token_ids) <= budget
    assert GRAMMAR.accepts(token_ids)
    latex = to_latex(TOKENIZER.decode(token_ids))
    assert latex.count("{") - latex.count("\\{") == latex.count("}") - latex.count("\\}")


@settings(deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 40))
def test_the_debt_never_exceeds_the_budget_left(seed, budget):
    state = GRAMMAR.start()
    for written, token_id in enumerate(walk(seed, budget)):
        assert GRAMMAR.debt(state) <= budget - written
        state = GRAMMAR.advance(state, token_id)
    assert GRAMMAR.debt(state) == 0


def test_a_token_that_is_not_allowed_cannot_be_written():
    with pytest.raises(ValueError, match="not allowed"):
        GRAMMAR.advance(GRAMMAR.start(), TOKENIZER.encode(["}"])[0])


def test_every_canonical_formula_is_accepted():
    for latex in (
        "\\left(\\frac{a+1}{b}\\right)^2",
        "\\begin{pmatrix}a&b\\\\1&2\\end{pmatrix}",
        "\\mathrm{AB}_1",
        "a'^2",
        "{}_1^2A",
    ):
        assert accepts(" ".join(normalize(latex)))
