"""Formulas of our own, for what corpora lack: many topics, each a small grammar, in many hands.

``generator/pen.py`` writes the pieces, the other files of ``generator/`` hold the topics, a function each.
The same seed gives the same formulas; a formula depends on its number, not on how many are asked for.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from random import Random

from model.formula.reader.normalize import normalize
from model.formula.tokens import structural_tokens
from training.corpus.generator import (
    algebra,
    alphabet,
    arrays,
    calculus,
    chance,
    laboratory,
    physics,
    pieces,
    places,
    school,
    signs,
    tables,
    words,
)
from training.corpus.generator.pen import Pen

# How often each topic is drawn, relative to 1.
TOPICS: dict[Callable[[Pen], str], float] = {
    arrays.matrix: 2,
    arrays.matrix_product: 1,
    arrays.general_matrix: 0.5,
    arrays.diagonal_matrix: 0.7,
    arrays.small_matrix: 0.4,
    arrays.cases: 1.5,
    arrays.linear_system: 1.2,
    arrays.derivation: 1.5,
    arrays.system: 1.2,
    arrays.several_lines: 0.8,
    arrays.old_array: 0.5,
    arrays.table: 0.4,
    school.arithmetic: 1,
    school.long_number: 0.4,
    laboratory.scientific: 0.5,
    school.percent: 0.4,
    school.mixed_fraction: 0.7,
    school.degrees: 0.5,
    school.geometry: 0.5,
    laboratory.quantity: 1,
    school.words: 1.2,
    school.tagged: 1,
    laboratory.chemistry: 0.8,
    laboratory.isotope: 0.3,
    calculus.long_sum: 1,
    calculus.long_expression: 1,
    calculus.big_operator: 1.5,
    calculus.integral: 1.5,
    calculus.limit: 0.7,
    calculus.derivative: 1,
    calculus.nested_fraction: 1,
    calculus.continued_fraction: 0.4,
    chance.probability: 0.9,
    chance.binomial: 0.5,
    algebra.logic: 0.7,
    algebra.sets: 0.8,
    algebra.groups: 1,
    algebra.vectors: 0.8,
    physics.quanta: 0.8,
    physics.tensors: 0.8,
    signs.arrows: 0.7,
    signs.braces: 0.8,
    signs.showcase: 7,
}

# What corpora and the topics above show too seldom, balanced by what is seen, such as signs by place.
BALANCED: dict[Callable[[Pen], str], float] = {
    places.sign: 8,
    places.letter: 4,
    places.look_alike: 1.5,
    places.accent: 3,
    places.operator_word: 1.5,
    places.labeled_arrow: 1.5,
    pieces.single: 2,
    pieces.repeated: 1.5,
    pieces.root: 0.8,
    pieces.staggered: 1,
    pieces.nuclear: 0.6,
    pieces.equilibrium: 0.8,
    pieces.marked: 1.5,
    pieces.interval: 1,
    pieces.stacked_limits: 1,
    tables.augmented: 1.2,
    tables.ruled_table: 1,
    tables.sparse: 1.2,
    tables.large: 1,
    tables.matrices_in_line: 0.7,
    tables.written_sum: 0.5,
    tables.inference: 0.4,
    tables.numbered_rows: 1.5,
    words.sentence: 2.5,
    words.han: 0.8,
    words.identifier: 0.8,
    words.measured: 0.6,
    words.fill_in: 0.3,
}


def generate(seed: int, count: int, weighted: Mapping[Callable[[Pen], str], float] = TOPICS) -> Iterator[str]:
    """Write ``count`` formulas of some topics as raw LaTeX for math mode; duplicates may occur."""
    topics, weights = list(weighted), list(weighted.values())
    for number in range(count):
        random = Random(f"{seed}/{number}")
        topic = random.choices(topics, weights)[0]
        yield topic(Pen(random))


@cache
def required_tokens() -> frozenset[str]:
    """Return every token that a vocabulary must hold: all structure, and the alphabet of the generator."""
    symbols = (
        *alphabet.LATIN,
        *alphabet.CAPITALS,
        *"0123456789",
        *alphabet.GREEK,
        *alphabet.GREEK_CAPITALS,
        *alphabet.FUNCTIONS,
        *alphabet.LARGE,
        *alphabet.BETWEEN,
        *alphabet.ALONE,
    )
    return frozenset(structural_tokens()).union(*(normalize(symbol) for symbol in symbols))
