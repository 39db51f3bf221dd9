import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.formula.source import TokenKind, depth, outer, paired, place_of_mistake, tokenized


def texts(latex):
    return [token.text for token in tokenized(latex)]


def pairs(latex):
    tokens = tokenized(latex)
    partners = paired(tokens).partners
    return [(tokens[a].text, tokens[b].text) for a, b in sorted(partners.items()) if a < b]


def unmatched(latex):
    tokens = tokenized(latex)
    return [tokens[place].text for place in paired(tokens).unmatched]


def test_commands_numbers_and_letters_are_tokens_of_their_own():
    assert texts(r"\alpha x_{12.5}\,y") == [r"\alpha", "x", "_", "{", "12.5", "}", r"\,", "y"]


def test_an_environment_and_a_tall_delimiter_are_one_token_each():
    assert texts(r"\begin{pmatrix}\left\{\leftarrow\right.\end{pmatrix}") == [
        r"\begin{pmatrix}", r"\left\{", r"\leftarrow", r"\right.", r"\end{pmatrix}",
    ]  # fmt: skip


def test_an_escaped_percent_sign_begins_no_comment():
    kinds = [token.kind for token in tokenized("5\\% x % note\ny \\\\% end")]
    assert kinds.count(TokenKind.COMMENT) == 2


def test_each_kind_of_bracket_finds_its_partner():
    latex = r"\begin{a}\left( {[x]} \right]\end{a}"
    assert pairs(latex) == [(r"\begin{a}", r"\end{a}"), (r"\left(", r"\right]"), ("{", "}"), ("[", "]")]


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"\frac{a}{b", ["{"]),
        (r"a}", ["}"]),
        (r"\left( {x \right)", ["{"]),
        (r"\begin{a}\end{b}", [r"\begin{a}", r"\end{b}"]),
        (r"{ \left( }", [r"\left("]),
        (r"[0, 1) \cup (2, 3]", []),
    ],
)
def test_what_latex_refuses_without_a_partner_is_unmatched(latex, expected):
    assert unmatched(latex) == expected


def test_a_bracket_finds_no_partner_outside_of_its_group():
    assert pairs("( {x )} )") == [("(", ")"), ("{", "}")]


def test_outer_tokens_are_those_in_no_pair():
    assert [token.text for token in outer(tokenized(r"a = \frac{b}{c} (d) \left( e \right) % f"))] == [
        "a", "=", r"\frac",
    ]  # fmt: skip


def test_depth_counts_pairs_in_one_another():
    assert depth(tokenized("{a}{b}")) == 1
    assert depth(tokenized(r"{(\left[ x \right])}")) == 3


@pytest.mark.parametrize(
    ("latex", "message", "place"),
    [
        (r"x + \foo", r"Undefined control sequence \foo", 4),
        (r"x + \frac{a}{b", "Missing close brace", 12),
        (r"\begin{foo}x\end{foo}", "Unknown environment 'foo'", 0),
        ("a & b", "Misplaced &", 2),
        (r"x \right)", r"Missing \left or extra \right", 2),
        ("x^2^3", "Double exponent: use braces to clarify", None),
    ],
)
def test_a_mistake_has_the_place_that_brackets_or_the_message_tell(latex, message, place):
    assert place_of_mistake(latex, message) == place


@given(st.text(alphabet=r"\{}()[]&%abegindlftrh. " + "\n"))
def test_tokens_hold_all_but_white_space_and_partners_are_mutual(latex):
    tokens = tokenized(latex)
    assert all(latex[token.start : token.end] == token.text for token in tokens)
    assert all(first.end <= second.start for first, second in itertools.pairwise(tokens))
    between = "".join(
        latex[a:b]
        for a, b in zip([0, *(t.end for t in tokens)], [*(t.start for t in tokens), None], strict=True)
    )
    assert not between.strip()
    partners = paired(tokens).partners
    assert all(partners[other] == place for place, other in partners.items())
