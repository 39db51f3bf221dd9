r"""Equations with their numbers: some formulas once more, with a ``\tag``.

Corpora hold formulas without the numbers they bear on the page; snips often include the equation number.
"""

from collections.abc import Iterable, Iterator
from random import Random

from model.formula.reader.items import UnreadableError
from model.formula.reader.normalize import normalize
from training.corpus.formula_file import Formula, formula_key

SOURCE = "numbered"
_MOST_CHAPTERS = 30


def number_equations(formulas: Iterable[Formula], share: float) -> Iterator[Formula]:
    """Yield a numbered copy of about ``share`` of the formulas, the same ones at every call.

    A formula chooses by its key alone, so that the choice does not shift when others come or go. Those that
    bear a number already, or cannot bear one, are passed over.
    """
    for formula in formulas:
        chance = Random(formula.key)
        if chance.random() >= share or "\\tag" in formula.canonical:
            continue
        raw = rf"{formula.raw} \tag{{{equation_number(chance)}}}"
        try:
            canonical = " ".join(normalize(raw))
        except UnreadableError:
            continue
        yield Formula(formula_key(canonical), SOURCE, canonical, raw)


def equation_number(chance: Random) -> str:
    """Write an equation's number as books, papers and appendices do."""
    number = chance.randint(1, chance.choice((9, 30, 200)))
    chapter = chance.randint(1, _MOST_CHAPTERS)
    return chance.choice(
        (
            str(number),
            str(number),
            f"{chapter}.{number}",
            f"{chapter}.{number}",
            f"{chapter}.{chance.randint(1, 9)}.{number}",
            f"{number}{chance.choice('abcd')}",
            f"{chance.choice('ABCDES')}{chance.choice(('.', ''))}{number}",
        )
    )
