"""Speculative decoding: greedy search that feeds what is expected, many tokens at once.

Source: Leviathan et al. 2023, arXiv:2211.17192, section 2; a given sequence, or a draft head, as draft model.
"""

from collections.abc import Callable, Sequence

import numpy as np

from model.formula.grammar import Grammar
from model.formula.tokenizer import BOS, EOS
from model.reading.hypothesis import Hypothesis, Prefix
from model.reading.session import Session

FED_AHEAD = 24  # expected tokens fed at once; more are computed in vain where the reading departs from them
GUESSED_AHEAD = 10  # all right in 55 of 100 chains; more gain nothing (2026-11-30-ten-guesses.md)
MISPLACED = 3  # tokens that may be missing or too many before what is expected is lost


def speculative_search(
    session: Session,
    grammar: Grammar,
    *,
    max_tokens: int,
    expected: Sequence[int] = (),
    on_token: Callable[[float], None] | None = None,
    stop_at: Callable[[float], bool] | None = None,
) -> Hypothesis:
    """Take the likeliest allowed token at every step where the outcome is nearly known.

    Expected tokens are fed ahead, many at once, and what the network says after each is compared with the
    next: a reading that comes out as expected takes a few steps instead of one for each token. Where nothing
    more is expected, the network's own guesses are, if it has learned to guess.

    Args:
        session: Of one image, nothing fed yet; afterwards it holds what is returned.
        grammar: For the network's vocabulary.
        max_tokens: As in ``greedy_search``.
        expected: Token ids without bos and eos, such as the reading of the same image at another size.
        on_token: Told the log-probability of each token at once, eos excepted.
        stop_at: Asked once, with the log-probability that there is nothing to write, whether to leave it at
            that.

    Returns:
        The one hypothesis that ``greedy_search`` would return, up to rounding; one without tokens if
        ``stop_at`` said so.

    Raises:
        ValueError: ``max_tokens`` is as in ``greedy_search``.
    """
    check_length(session.max_tokens, max_tokens)
    prefix = Prefix(grammar.start())
    last, place = BOS, 0  # the next token is expected to be expected[place]
    at = 0  # of the tokens fed last, the one that ``last`` follows
    empty: float | None = None
    while True:
        ahead = expected[place : place + FED_AHEAD] or session.guess(last, at, GUESSED_AHEAD)
        known = len(session)
        fed = [last, *ahead[: max_tokens - len(prefix.token_ids)]]
        log_probs = session.feed(fed)
        if empty is None:
            empty = float(log_probs[0, EOS])
            if stop_at and stop_at(empty):
                return prefix.finish(empty, empty)
        for at, row in enumerate(log_probs):
            allowed = grammar.allowed(prefix.state, max_tokens - len(prefix.token_ids))
            last = int(np.where(allowed, row, -np.inf).argmax())
            if last == EOS:
                session.keep(known + at + 1)
                return prefix.finish(float(row[last]), empty)
            prefix = prefix.extend(last, float(row[last]), grammar)
            if on_token:
                on_token(prefix.log_probs[-1])
            is_as_expected = place < len(expected) and expected[place] == last
            place = place + 1 if is_as_expected else _place_after(last, expected, place)
            if last not in fed[at + 1 : at + 2]:
                break
        session.keep(known + at + 1)


def check_length(most: int, max_tokens: int) -> None:
    """Refuse a length that the network cannot write.

    Raises:
        ValueError: ``max_tokens`` is below 1 or above ``most``.
    """
    if not 1 <= max_tokens <= most:
        raise ValueError(f"max_tokens is {max_tokens}, must be from 1 to {most}")


def _place_after(token_id: int, expected: Sequence[int], place: int) -> int:
    """Find what to expect after an unexpected token: what follows the nearest like it, or skips one."""
    near = range(max(0, place - MISPLACED), min(len(expected), place + MISPLACED + 1))
    like = [at for at in near if expected[at] == token_id]
    return 1 + min(like, key=lambda at: abs(at - place), default=place)
