"""Greedy and beam search over token ids under a grammar; knows neither text nor images.

The grammar decides what may be chosen, never how sure the network was: a hypothesis carries the
log-probabilities of the plain softmax over the whole vocabulary. A token that the grammar had to force on an
unwilling network thus shows as a low probability, and confidence stays honest.
"""

from collections.abc import Sequence

import numpy as np

from model.formula.grammar import Grammar
from model.formula.tokenizer import BOS, EOS
from model.reading.engine import CachedDecoder, Encoding, LogProbs
from model.reading.hypothesis import Hypothesis, Prefix
from model.reading.session import Session
from model.reading.speculative import check_length, speculative_search


def greedy_search(encoding: Encoding, grammar: Grammar, *, max_tokens: int) -> list[Hypothesis]:
    """Take the likeliest allowed token at every step.

    Rows that are finished leave the batch, so that short formulas do not pay for long ones. A batch of one
    row is read along the network's own guesses, if it has learned to guess.

    Args:
        encoding: Of any number of images.
        grammar: For the network's vocabulary.
        max_tokens: Upper bound on length, counted without bos and eos.

    Returns:
        One hypothesis per image, in their order.

    Raises:
        ValueError: ``max_tokens`` is below 1 or beyond what the network was built for.
    """
    if len(encoding) == 1:
        return [speculative_search(Session(encoding), grammar, max_tokens=max_tokens)]
    decoder = encoding.decoder()
    check_length(decoder.max_tokens, max_tokens)
    rows = list(range(len(encoding)))
    prefixes = [Prefix(grammar.start()) for _ in rows]
    finished: dict[int, Hypothesis] = {}
    empty: list[float] = []  # of each image
    chosen = [BOS] * len(rows)
    while rows:
        log_probs = _step(decoder, chosen)  # (n, V), n rows still in the batch
        empty = empty or log_probs[:, EOS].tolist()
        chosen = _mask(log_probs, prefixes, grammar, max_tokens).argmax(axis=1).tolist()
        sure = log_probs[np.arange(len(rows)), chosen].tolist()
        going = [place for place, token_id in enumerate(chosen) if token_id != EOS]
        for place in set(range(len(rows))).difference(going):
            finished[rows[place]] = prefixes[place].finish(sure[place], empty[rows[place]])
        prefixes = [prefixes[place].extend(chosen[place], sure[place], grammar) for place in going]
        if len(going) < len(rows):
            rows = [rows[place] for place in going]
            chosen = [chosen[place] for place in going]
            decoder.select(going)
    return [finished[row] for row in range(len(encoding))]


def beam_search(
    encoding: Encoding, grammar: Grammar, *, beam_width: int, max_tokens: int
) -> list[Hypothesis]:
    """Find the likeliest well-formed sequences for one image.

    Every step keeps the ``beam_width`` best extensions of all prefixes, by the sum of their
    log-probabilities, and those that end in eos are finished. The search stops when ``beam_width`` are
    finished and no prefix has a better mean than the worst of them.

    Args:
        encoding: Of one image.
        grammar: For the network's vocabulary.
        beam_width: Hypotheses followed at once; 1 is greedy search.
        max_tokens: Upper bound on length, counted without bos and eos.

    Returns:
        At least one and at most ``beam_width`` hypotheses, best score first.

    Raises:
        ValueError: ``beam_width`` or ``max_tokens`` is below 1, ``max_tokens`` is beyond what the network was
            built for, or there are several images.
    """
    if beam_width < 1:
        raise ValueError(f"beam_width is {beam_width}, must be at least 1")
    if len(encoding) != 1:
        raise ValueError(f"a beam search reads one image at a time, not {len(encoding)}")
    decoder = encoding.decoder()
    check_length(decoder.max_tokens, max_tokens)
    prefixes = [Prefix(grammar.start())]
    finished: list[Hypothesis] = []
    empty: float | None = None
    last = [BOS]
    while True:
        log_probs = _step(decoder, last)  # (n, V), n prefixes
        empty = float(log_probs[0, EOS]) if empty is None else empty
        sums = np.array([sum(prefix.log_probs) for prefix in prefixes], np.float32)
        totals = _mask(log_probs, prefixes, grammar, max_tokens) + sums[:, None]
        parents: list[int] = []
        extended: list[Prefix] = []
        for parent, token_id in _largest(totals, beam_width):
            log_prob = float(log_probs[parent, token_id])
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
        decoder.select(parents)
        last = [prefix.token_ids[-1] for prefix in prefixes]


def _step(decoder: CachedDecoder, last: Sequence[int]) -> LogProbs:
    """Feed one token per row; (n,) → log-probabilities of the next, (n, V)."""
    return decoder.feed(np.array(last, np.int64)[:, None])[:, 0]


def _mask(log_probs: LogProbs, prefixes: Sequence[Prefix], grammar: Grammar, max_tokens: int) -> LogProbs:
    """Put what the grammar forbids at minus infinity; (n, V) → (n, V)."""
    allowed = np.stack(
        [grammar.allowed(prefix.state, max_tokens - len(prefix.token_ids)) for prefix in prefixes]
    )
    return np.where(allowed, log_probs, np.float32(-np.inf))


def _largest(totals: LogProbs, count: int) -> list[tuple[int, int]]:
    """Find row and column of the largest finite numbers of (n, V), largest first."""
    flat = totals.ravel()
    largest = np.argpartition(-flat, min(count, flat.size) - 1)[:count]
    largest = largest[np.argsort(-flat[largest], kind="stable")]
    finite = largest[flat[largest] > -np.inf].tolist()
    return [divmod(place, totals.shape[1]) for place in finite]
