"""Hypothesis: one formula as search found it; and the prefix that it was before."""

import math
from dataclasses import dataclass

from model.formula.grammar import Grammar, GrammarState


@dataclass(frozen=True)
class Hypothesis:
    """One well-formed sequence.

    Attributes:
        token_ids: Without bos and eos.
        log_probs: Natural logarithms, one per token and one more for eos.
        empty_log_prob: Natural logarithm of the probability of eos in place of the first token: that there is
            nothing to write. The grammar never lets it come true.
    """

    token_ids: tuple[int, ...]
    log_probs: tuple[float, ...]
    empty_log_prob: float = -math.inf

    @property
    def score(self) -> float:
        """Mean log-probability, eos included.

        Source: length normalization after Wu et al. 2016, arXiv:1609.08144, section 7, simplified to division
        by length.
        """
        return sum(self.log_probs) / len(self.log_probs)


@dataclass(frozen=True)
class Prefix:
    """A sequence still being written."""

    state: GrammarState
    token_ids: tuple[int, ...] = ()
    log_probs: tuple[float, ...] = ()

    @property
    def score(self) -> float:
        """Mean log-probability so far."""
        return sum(self.log_probs) / max(1, len(self.log_probs))

    def extend(self, token_id: int, log_prob: float, grammar: Grammar) -> "Prefix":
        """Write one more token."""
        state = grammar.advance(self.state, token_id)
        return Prefix(state, (*self.token_ids, token_id), (*self.log_probs, log_prob))

    def finish(self, log_prob: float, empty_log_prob: float) -> Hypothesis:
        """Write eos."""
        return Hypothesis(self.token_ids, (*self.log_probs, log_prob), empty_log_prob)
