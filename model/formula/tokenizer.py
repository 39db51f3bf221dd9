"""Compact tokens ↔ token ids. The vocabulary comes from the weights' manifest."""

from collections.abc import Iterable, Sequence

PAD, BOS, EOS = 0, 1, 2
SPECIAL_TOKENS = ("<pad>", "<bos>", "<eos>")


class UnknownTokenError(ValueError):
    """A token is not in the vocabulary."""


class Tokenizer:
    """A fixed list of tokens; a token's id is its place in the list."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        """Take the vocabulary, special tokens first.

        Raises:
            ValueError: The special tokens are not the first three, or a token stands twice.
        """
        if tuple(vocabulary[: len(SPECIAL_TOKENS)]) != SPECIAL_TOKENS:
            raise ValueError(
                f"a vocabulary begins with {SPECIAL_TOKENS}, this one with {tuple(vocabulary[:3])}"
            )
        self.vocabulary = tuple(vocabulary)
        self._ids = {token: token_id for token_id, token in enumerate(self.vocabulary)}
        if len(self._ids) != len(self.vocabulary):
            raise ValueError("a token stands twice in the vocabulary")

    def __len__(self) -> int:
        return len(self.vocabulary)

    def encode(self, tokens: Iterable[str]) -> list[int]:
        """Return the ids of compact tokens, without bos and eos.

        Raises:
            UnknownTokenError: A token is not in the vocabulary.
        """
        try:
            return [self._ids[token] for token in tokens]
        except KeyError as error:
            raise UnknownTokenError(f"{error.args[0]!r} is not in the vocabulary") from None

    def decode(self, token_ids: Iterable[int]) -> list[str]:
        """Return the compact tokens of ids; special tokens are left out."""
        return [self.vocabulary[token_id] for token_id in token_ids if token_id >= len(SPECIAL_TOKENS)]
