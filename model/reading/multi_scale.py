"""Multi-scale reading: every image at one size of type, a doubtful one at others too until two agree."""

import math
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np

from model.formula.grammar import Grammar
from model.picture.preprocess import Ink, MeasuredInk
from model.picture.sizes import Sizes
from model.reading.encode_ahead import MultiScaleEncoder
from model.reading.engine import Encoding, Engine
from model.reading.hypothesis import Hypothesis
from model.reading.rescore import ImageReading, consensus, rescored
from model.reading.search import beam_search, greedy_search
from model.reading.session import Session
from model.reading.speculative import speculative_search

BATCH_SIZE = 16  # images of one padded shape encoded at once; bounds memory, and more is no faster on a CPU


class MultiScaleReader:
    """Reads ink with one network under one grammar."""

    def __init__(self, engine: Engine, grammar: Grammar, sizes: Sizes) -> None:
        """Prepare; where the CPU computes and has a core to spare, that works ahead."""
        self._engine = engine
        self._grammar = grammar
        self._sizes = sizes
        has_spare_core = engine.device == "cpu" and usable_cores() > 1
        self._spare_core = ThreadPoolExecutor(1, "encoding-ahead") if has_spare_core else None

    def read(self, ink: MeasuredInk, *, stop_at: Callable[[float], bool] | None = None) -> ImageReading:
        """Read one image; the first doubt has it encoded at the next size meanwhile.

        Args:
            ink: Of the image.
            stop_at: As ``speculative_search`` takes it.
        """
        further = self._further_sizes(ink)

        def encode_ahead(log_prob: float) -> None:
            if math.exp(log_prob) < self._sizes.doubt:
                further.begin()

        session = self._open(ink, self._sizes.first)
        hypothesis = speculative_search(
            session,
            self._grammar,
            max_tokens=self._engine.max_tokens,
            on_token=encode_ahead,
            stop_at=stop_at,
        )
        reading = ImageReading.of(hypothesis, self._sizes.first)
        return self._read_again(reading, session, further) if self._is_doubtful(reading) else reading

    def read_many(self, inks: Sequence[MeasuredInk]) -> list[ImageReading]:
        """Read images, at the first size together what is padded to one shape; in their order."""
        return [
            self._read_again(reading, Session(encoding), self._further_sizes(ink))
            if self._is_doubtful(reading)
            else reading
            for ink, (reading, encoding) in zip(inks, self._read_once(inks), strict=True)
        ]

    def search_beam(self, ink: MeasuredInk, size: float, *, width: int) -> list[Hypothesis]:
        """Find at most ``width`` readings of an image at one size, likeliest first."""
        encoding = self._engine.encode(ink.sheet(size)[None])
        return beam_search(encoding, self._grammar, beam_width=width, max_tokens=self._engine.max_tokens)

    def _is_doubtful(self, reading: ImageReading) -> bool:
        return bool(self._sizes.others) and reading.is_doubtful(self._sizes.doubt)

    def _read_once(self, inks: Sequence[MeasuredInk]) -> list[tuple[ImageReading, Encoding]]:
        """Read images at the first size, with the encoding of each."""
        size = self._sizes.first
        groups: dict[tuple[int, ...], list[tuple[int, Ink]]] = {}
        for place, ink in enumerate(inks):
            sheet = ink.sheet(size)
            groups.setdefault(sheet.shape, []).append((place, sheet))
        readings: dict[int, tuple[ImageReading, Encoding]] = {}
        for group in groups.values():
            for start in range(0, len(group), BATCH_SIZE):
                places, sheets = zip(*group[start : start + BATCH_SIZE], strict=True)
                encoding = self._engine.encode(np.stack(sheets))
                found = greedy_search(encoding, self._grammar, max_tokens=self._engine.max_tokens)
                for row, (place, hypothesis) in enumerate(zip(places, found, strict=True)):
                    readings[place] = ImageReading.of(hypothesis, size), encoding.image(row)
        return [readings[place] for place in range(len(inks))]

    def _read_again(
        self, reading: ImageReading, session: Session, further: MultiScaleEncoder
    ) -> ImageReading:
        """Read a doubtful image at the other sizes too, until two readings agree; else re-score them.

        Args:
            reading: At the first size.
            session: Of the image at that size.
            further: The image at the other sizes.
        """
        write = partial(
            speculative_search,
            grammar=self._grammar,
            max_tokens=self._engine.max_tokens,
            expected=reading.hypotheses[0].token_ids,
        )
        readings, sessions = [reading], [session]
        for another, its_session in further.read(write):
            readings.append(another)
            sessions.append(its_session)
            if joined := consensus(readings):
                return joined
        return rescored(readings, self._score(sessions, [one.hypotheses[0].token_ids for one in readings]))

    def _score(
        self, sessions: Sequence[Session], sequences: Sequence[Sequence[int]]
    ) -> list[list[tuple[float, ...]]]:
        """Score all sequences at every size, the last size on the spare core if there is one."""
        *others, last = sessions
        if not self._spare_core:
            return [session.score_each(sequences) for session in sessions]
        ahead = self._spare_core.submit(last.score_each, sequences)
        return [*(session.score_each(sequences) for session in others), ahead.result()]

    def _further_sizes(self, ink: MeasuredInk) -> MultiScaleEncoder:
        return MultiScaleEncoder(partial(self._open, ink), self._sizes.others, self._spare_core)

    def _open(self, ink: MeasuredInk, size: float) -> Session:
        """Encode an image at a size, ready to be written down."""
        return Session(self._engine.encode(ink.sheet(size)[None]))


def usable_cores() -> int:
    """Count the processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
