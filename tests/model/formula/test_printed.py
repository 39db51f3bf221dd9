import pytest

from model.formula.printed import Printed, Span
from model.formula.printer import print_latex
from tests.model.formula.test_printer import PRINTED

FRACTION = r"\frac{ a + b } 2".split()


def test_every_character_has_an_origin():
    for tokens, latex in PRINTED:
        printed = print_latex(tokens.split())
        assert printed.text == latex
        assert len(printed.origins) == len(latex)
        assert all(0 <= origin < len(tokens.split()) for origin in printed.origins)


def test_spans_cover_the_text_in_its_order():
    for tokens, latex in PRINTED:
        spans = print_latex(tokens.split()).spans
        assert "".join(latex[span.start : span.stop] for span in spans) == latex


@pytest.mark.parametrize(("place", "text"), [(1, "a"), (3, "b"), (5, "2")])
def test_a_letter_is_found_where_it_is_printed(place, text):
    printed = print_latex(FRACTION)
    [span] = [span for span in printed.spans if span.token == place]
    assert printed.text[span.start : span.stop] == text


def test_a_command_has_its_braces():
    printed = print_latex(FRACTION)
    own = [printed.text[span.start : span.stop] for span in printed.spans if span.token == 0]
    assert own == [r"\frac{", "}{", "}"]


def test_an_ampersand_and_a_break_belong_to_their_tokens():
    tokens = r"\begin{matrix} a & b \\ c & d \end{matrix}".split()
    printed = print_latex(tokens)
    found = {span.token: printed.text[span.start : span.stop].strip() for span in printed.spans}
    assert found[2] == found[6] == "&"
    assert found[4] == r"\\"


def test_text_is_cut_and_joined_with_its_origins():
    joined = Printed.of(" a", 0) + Printed.of("b ", 1)
    assert joined.strip() == Printed("ab", (0, 1))
    assert joined.spans == (Span(0, 2, 0), Span(2, 4, 1))
    assert Printed.of("xyx", 3).with_blank_after("x") == Printed("x yx ", (3,) * 5)
    assert Printed.of("  ", 0).strip() == Printed()
