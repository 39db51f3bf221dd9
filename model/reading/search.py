"""Greedy and beam search over token ids under a grammar; knows neither text nor images.

The grammar decides what may be chosen, never how sure the network was: a hypothesis carries the
log-probabilities of the plain softmax over the whole vocabulary. A token that the grammar had to force on an
unwilling network thus shows as a low probability, and confidence stays honest.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from model.formula.grammar import Grammar, GrammarState
from model.formula.tokenizer import BOS, EOS
from model.network.image2latex import Image2Latex
from model.reading.decoding import Decoding

FED_AHEAD = 24  # expected tokens fed at once; more are computed in vain where the reading departs from them
GUESSED_AHEAD = 10  # all right in 55 of 100 chains; more gain nothing (2026-11-30-ten-guesses.md)
MISPLACED = 3  # tokens that may be missing or too many before what is expected is lost


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
class _Prefix:
    """A sequence still being written."""

    state: GrammarState
    token_ids: tuple[int, ...] = ()
    log_probs: tuple[float, ...] = ()

    @property
    def score(self) -> float:
        return sum(self.log_probs) / max(1, len(self.log_probs))

    def extend(self, token_id: int, log_prob: float, grammar: Grammar) -> "_Prefix":
        return _Prefix(
            grammar.advance(self.state, token_id), (*self.token_ids, token_id), (*self.log_probs, log_prob)
        )

    def finish(self, log_prob: float, empty_log_prob: float) -> Hypothesis:
        return Hypothesis(self.token_ids, (*self.log_probs, log_prob), empty_log_prob)


def greedy_search(
    network: Image2Latex, memory: Tensor, grammar: Grammar, *, max_tokens: int
) -> list[Hypothesis]:
    """Take the likeliest allowed token at every step.

    Rows that are finished leave the batch, so that short formulas do not pay for long ones. A batch of one
    row is read along the network's own guesses, if it has learned to guess.

    Args:
        network: In evaluation mode.
        memory: Encoder output, (B, S, D), on the network's device.
        grammar: For the network's vocabulary.
        max_tokens: Upper bound on length, counted without bos and eos.

    Returns:
        One hypothesis per row, in the order of the rows.

    Raises:
        ValueError: ``max_tokens`` is below 1 or beyond what the network was built for.
    """
    if memory.shape[0] == 1 and network.config.draft_tokens:
        return [greedy_search_along(network, Decoding(memory), grammar, max_tokens=max_tokens)]
    _check_length(network, max_tokens)
    cache = network.start(memory)
    rows = list(range(memory.shape[0]))
    prefixes = [_Prefix(grammar.start()) for _ in rows]
    finished: dict[int, Hypothesis] = {}
    empty: list[float] = []  # of each row
    token_ids = torch.full((len(rows),), BOS, device=memory.device)
    while rows:
        log_probs = network.step(token_ids, cache).log_softmax(dim=-1)  # (n, V), n rows still in the batch
        empty = empty or log_probs[:, EOS].tolist()
        masked = _mask(log_probs, prefixes, grammar, max_tokens)
        best = masked.argmax(dim=-1)  # (n,)
        chosen = best.tolist()
        chosen_log_probs = log_probs.gather(1, best[:, None])[:, 0].tolist()
        going = [place for place, token_id in enumerate(chosen) if token_id != EOS]
        for place in set(range(len(rows))).difference(going):
            finished[rows[place]] = prefixes[place].finish(chosen_log_probs[place], empty[rows[place]])
        prefixes = [
            prefixes[place].extend(chosen[place], chosen_log_probs[place], grammar) for place in going
        ]
        if len(going) < len(rows):
            rows = [rows[place] for place in going]
            kept = torch.tensor(going, dtype=torch.long, device=memory.device)
            cache.select(kept)
            best = best[kept]
        token_ids = best
    return [finished[row] for row in range(memory.shape[0])]


def greedy_search_along(
    network: Image2Latex,
    decoding: Decoding,
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

    Source: Leviathan et al. 2023, arXiv:2211.17192, section 2; a given sequence in place of a draft model.

    Args:
        network: In evaluation mode.
        decoding: Of one image, nothing fed yet; afterwards it holds what is returned.
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
    _check_length(network, max_tokens)
    prefix = _Prefix(grammar.start())
    last, place = BOS, 0  # the next token is expected to be expected[place]
    at = 0  # of the tokens fed last, the one that ``last`` follows
    empty: float | None = None
    while True:
        ahead = expected[place : place + FED_AHEAD] or decoding.guess(network, last, at, GUESSED_AHEAD)
        known = len(decoding)
        fed = [last, *ahead[: max_tokens - len(prefix.token_ids)]]
        log_probs = decoding.feed(network, fed)
        if empty is None:
            empty = float(log_probs[0, EOS])
            if stop_at and stop_at(empty):
                return prefix.finish(empty, empty)
        for at, row in enumerate(log_probs):
            allowed = grammar.allowed(prefix.state, max_tokens - len(prefix.token_ids))
            last = int(np.where(allowed, row, -np.inf).argmax())
            if last == EOS:
                decoding.keep(known + at + 1)
                return prefix.finish(float(row[last]), empty)
            prefix = prefix.extend(last, float(row[last]), grammar)
            if on_token:
                on_token(prefix.log_probs[-1])
            is_as_expected = place < len(expected) and expected[place] == last
            place = place + 1 if is_as_expected else _place_after(last, expected, place)
            if last not in fed[at + 1 : at + 2]:
                break
        decoding.keep(known + at + 1)


def _place_after(token_id: int, expected: Sequence[int], place: int) -> int:
    """Find what to expect after an unexpected token: what follows the nearest like it, or skips one."""
    near = range(max(0, place - MISPLACED), min(len(expected), place + MISPLACED + 1))
    like = [at for at in near if expected[at] == token_id]
    return 1 + min(like, key=lambda at: abs(at - place), default=place)


def beam_search(
    network: Image2Latex, memory: Tensor, grammar: Grammar, *, beam_width: int, max_tokens: int
) -> list[Hypothesis]:
    """Find the likeliest well-formed sequences for one image.

    Every step keeps the ``beam_width`` best extensions of all prefixes, by the sum of their
    log-probabilities, and those that end in eos are finished. The search stops when ``beam_width`` are
    finished and no prefix has a better mean than the worst of them.

    Args:
        network: In evaluation mode.
        memory: Encoder output, (1, S, D), on the network's device.
        grammar: For the network's vocabulary.
        beam_width: Hypotheses followed at once; 1 is greedy search.
        max_tokens: Upper bound on length, counted without bos and eos.

    Returns:
        At least one and at most ``beam_width`` hypotheses, best score first.

    Raises:
        ValueError: ``beam_width`` or ``max_tokens`` is below 1, ``max_tokens`` is beyond what the network was
            built for, or memory holds several images.
    """
    _check_length(network, max_tokens)
    if beam_width < 1:
        raise ValueError(f"beam_width is {beam_width}, must be at least 1")
    if memory.shape[0] != 1:
        raise ValueError(f"a beam search reads one image at a time, not {memory.shape[0]}")
    cache = network.start(memory)
    prefixes = [_Prefix(grammar.start())]
    finished: list[Hypothesis] = []
    empty: float | None = None
    token_ids = torch.full((1,), BOS, device=memory.device)
    while True:
        log_probs = network.step(token_ids, cache).log_softmax(dim=-1)  # (n, V), n prefixes
        empty = log_probs[0, EOS].item() if empty is None else empty
        sums = log_probs.new_tensor([sum(prefix.log_probs) for prefix in prefixes])
        totals = (_mask(log_probs, prefixes, grammar, max_tokens) + sums[:, None]).flatten()  # (n·V,)
        best = totals.topk(min(beam_width, totals.numel()))
        parents: list[int] = []
        extended: list[_Prefix] = []
        for place in best.indices[best.values > -torch.inf].tolist():
            parent, token_id = divmod(place, log_probs.shape[1])
            log_prob = log_probs[parent, token_id].item()
            if token_id == EOS:
                finished.append(prefixes[parent].finish(log_prob, empty))
            else:
                parents.append(parent)
                extended.append(prefixes[parent].extend(token_id, log_prob, grammar))
        prefixes = extended
        finished = sorted(finished, key=lambda hypothesis: hypothesis.score, reverse=True)[:beam_width]
        is_full = len(finished) == beam_width
        if not prefixes or (is_full and all(prefix.score <= finished[-1].score for prefix in prefixes)):
            return finished
        cache.select(torch.tensor(parents, dtype=torch.long, device=memory.device))
        token_ids = torch.tensor([prefix.token_ids[-1] for prefix in prefixes], device=memory.device)


def score_sequences(
    network: Image2Latex, decoding: Decoding, sequences: Sequence[Sequence[int]]
) -> list[tuple[float, ...]]:
    """Tell how likely given formulas are for one image, as ``Decoding.score`` does; in their order.

    What is fed already, such as the one of them that was read from this very image, costs nothing.
    """
    known_first = sorted(range(len(sequences)), key=lambda at: -decoding.shared(sequences[at]))
    scored = {at: decoding.score(network, sequences[at]) for at in known_first}
    return [scored[at] for at in range(len(sequences))]


def _check_length(network: Image2Latex, max_tokens: int) -> None:
    if not 1 <= max_tokens <= network.config.max_tokens:
        raise ValueError(f"max_tokens is {max_tokens}, must be from 1 to {network.config.max_tokens}")


def _mask(log_probs: Tensor, prefixes: Sequence[_Prefix], grammar: Grammar, max_tokens: int) -> Tensor:
    """Put what the grammar forbids at minus infinity; (n, V) → (n, V)."""
    allowed = np.stack(
        [grammar.allowed(prefix.state, max_tokens - len(prefix.token_ids)) for prefix in prefixes]
    )
    return log_probs.masked_fill(~torch.from_numpy(allowed).to(log_probs.device), -torch.inf)
