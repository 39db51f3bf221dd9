import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.formula.tokenizer import SPECIAL_TOKENS, Tokenizer, UnknownTokenError

VOCABULARY = (*SPECIAL_TOKENS, "x", "_", "_{", "}", "\\alpha")


@given(st.lists(st.sampled_from(VOCABULARY[3:])))
def test_decoding_gives_back_what_was_encoded(tokens):
    tokenizer = Tokenizer(VOCABULARY)
    assert tokenizer.decode(tokenizer.encode(tokens)) == tokens


def test_special_tokens_are_left_out_when_decoding():
    assert Tokenizer(VOCABULARY).decode([1, 3, 2, 0, 0]) == ["x"]


def test_an_unknown_token_is_named():
    with pytest.raises(UnknownTokenError, match="beta"):
        Tokenizer(VOCABULARY).encode(["x", "\\beta"])


@pytest.mark.parametrize("vocabulary", [("x",), ("<bos>", "<pad>", "<eos>"), (*SPECIAL_TOKENS, "x", "x")])
def test_a_vocabulary_out_of_order_or_with_doubles_is_refused(vocabulary):
    with pytest.raises(ValueError, match="vocabulary"):
        Tokenizer(vocabulary)
