"""The hand that writes one formula: its random choices, and the habits it keeps from start to end."""

from random import Random

from training.corpus.generator import alphabet

# People write these letters for these things; free choice among 26 would look like no formula at all.
VARIABLES = tuple("xxxxyyyzzttuvwabcrsnpq")
FUNCTION_NAMES = tuple("fffgghFGuvTPQVSKH")
INDICES = tuple("iiijjkklmnnpqrst")
MATRIX_NAMES = tuple("AABBCDMPQTUVXI")
INDEX_WORDS = alphabet.listed("max min eff tot out in rel obs ref kin ext loc crit train")
POWERS = (
    *"22222234nkT*",
    "-1",
    "-1",
    "-2",
    "n-1",
    "n+1",
    "2n",
    "1/2",
    r"\prime",
    r"\dagger",
    r"\ast",
    r"\top",
)
RELATIONS = (
    "<",
    ">",
    r"\leq",
    r"\geq",
    r"\le",
    r"\ge",
    r"\neq",
    r"\approx",
    r"\equiv",
    r"\sim",
    r"\ll",
    r"\propto",
)


class Pen:
    r"""Writes pieces of raw LaTeX at random, in one author's style.

    Attributes:
        random: The only source of chance.
        differential: How this author writes the d of dx.
        fraction: ``\frac``, ``\dfrac`` or ``\tfrac``.
    """

    def __init__(self, random: Random) -> None:
        self.random = random
        self.differential = self.one_of("d", "d", r"\,d", r"\, d", r"\mathrm{d}", r"\,\mathrm{d}", r"{\rm d}")
        self.fraction = self.one_of(*[r"\frac"] * 8, r"\dfrac", r"\tfrac")
        self._fence_style = self.one_of("plain", "plain", "left", "left", "big")
        self._braces_single = self.chance(0.5)
        self._power_first = self.chance(0.2)
        self._times = self.one_of("", "", "", " ", " ", r"\,", r"\cdot ", r" \cdot ", r"\times ")

    def chance(self, probability: float) -> bool:
        """Toss a coin."""
        return self.random.random() < probability

    def one_of(self, *options: str) -> str:
        """Choose one; write an option several times to favor it."""
        return options[int(self.random.random() * len(options))]

    def count(self, low: int, high: int) -> int:
        """Choose a whole number, both ends included."""
        return self.random.randint(low, high)

    def fences(self, *options: str) -> tuple[str, str]:
        """Choose a pair of one-sign delimiters, each option both of them."""
        chosen = self.one_of(*options)
        return chosen[0], chosen[1]

    def digit(self) -> str:
        """Write 2 to 9."""
        return str(self.count(2, 9))

    def integer(self) -> str:
        """Write a small whole number, now and then a long one."""
        if self.chance(0.8):
            return str(self.count(0, 12))
        return str(self.random.randrange(10 ** self.count(2, 5)))

    def number(self) -> str:
        """Write a whole or a decimal number."""
        if self.chance(0.75):
            return self.integer()
        whole, point = self.count(0, 99), self.one_of(".", ".", "{,}")
        return f"{whole}{point}{self.random.randrange(10 ** self.count(1, 4))}"

    def signed(self) -> str:
        """Write a whole number, perhaps negative."""
        return self.one_of("", "", "-") + str(self.count(1, 12)) if self.chance(0.8) else self.integer()

    def letter(self) -> str:
        """Write one letter, Latin or Greek."""
        if self.chance(0.65):
            return self.one_of(*VARIABLES)
        kinds = (alphabet.GREEK, alphabet.GREEK, alphabet.GREEK_CAPITALS, alphabet.LATIN, alphabet.CAPITALS)
        letter = self.one_of(*kinds[self.count(0, 4)])
        return letter + " " if letter.startswith("\\") else letter

    def font_letter(self) -> str:
        """Write a letter in one of the fonts."""
        font = self.one_of(*alphabet.FONTS)
        letter = self.one_of(*alphabet.FONTS[font])
        return self.one_of(f"{font}{{{letter}}}", f"{font}{{{letter}}}", f"{font} {letter}")

    def index(self) -> str:
        """Write what usually stands below a letter: one sign or a short list."""
        kind = self.random.random()
        if kind < 0.45:
            return self.one_of(*INDICES)
        if kind < 0.7:
            return str(self.count(0, 9))
        if kind < 0.8:
            return self.one_of(*INDICES) + self.one_of(*INDICES)
        if kind < 0.9:
            return self.one_of(*INDICES) + self.one_of("+1", "-1", ",j", ",1", "+2")
        if kind < 0.95:
            return self.upright(self.one_of(*INDEX_WORDS))
        return self.one_of(*alphabet.GREEK)

    def upright(self, word: str) -> str:
        """Write a word in upright letters, in one of the ways people do."""
        return self.one_of(rf"\mathrm{{{word}}}", rf"\text{{{word}}}", rf"{{\rm {word}}}")

    def scripts(self, base: str, below: str = "", above: str = "") -> str:
        """Attach a subscript and a superscript, in this author's order and braces; "" is none."""
        lower = "_" + self.group(below) if below else ""
        upper = "^" + self.group(above) if above else ""
        return base + (upper + lower if self._power_first else lower + upper)

    def group(self, content: str) -> str:
        """Brace an argument; a single sign only if the author does."""
        is_single = len(content) == 1 and content.isalnum()
        return content if is_single and not self._braces_single else "{" + content + "}"

    def variable(self) -> str:
        """Write a letter, perhaps with scripts or an accent."""
        base = self.letter()
        kind = self.random.random()
        if kind < 0.06:
            return self.one_of(*alphabet.ACCENTS) + "{" + base.strip() + "}"
        if kind < 0.1:
            return base + self.one_of("'", "''", "'")
        if kind < 0.35:
            return self.scripts(base, below=self.index())
        if kind < 0.5:
            return self.scripts(base, above=self.one_of(*POWERS))
        return self.scripts(base, self.index(), self.one_of(*POWERS)) if kind < 0.56 else base

    def fraction_of(self, top: str, bottom: str) -> str:
        """Write a fraction."""
        if self.chance(0.05):
            return "{" + top + r" \over " + bottom + "}"
        return f"{self.fraction}{{{top}}}{{{bottom}}}"

    def root_of(self, content: str, degree: str = "") -> str:
        """Write a root, a square root if no degree is given."""
        return rf"\sqrt[{degree}]{{{content}}}" if degree else rf"\sqrt{{{content}}}"

    def fence(self, content: str, left: str = "(", right: str = ")") -> str:
        """Put delimiters around, in this author's way of sizing them."""
        if self._fence_style == "left":
            return rf"\left{left} {content} \right{right}"
        if self._fence_style == "big" and self.chance(0.6):
            size = self.one_of("big", "Big", "bigg")
            return rf"\{size}l{left} {content} \{size}r{right}"
        return f"{left} {content} {right}" if left.startswith("\\") else left + content + right

    def factor(self, depth: int) -> str:
        """Write one factor that is no number; a smaller ``depth`` nests less."""
        kind = self.random.random()
        if depth <= 0 or kind < 0.4:
            return self.variable()
        if kind < 0.58:
            return self.fraction_of(self.expression(depth - 1), self.expression(depth - 1))
        if kind < 0.66:
            return self.root_of(self.expression(depth - 1), self.one_of("", "", "3", "n", "4"))
        if kind < 0.78:
            arguments = self.variable() + self.one_of("", "", ", " + self.variable())
            return self.one_of(*FUNCTION_NAMES) + self.fence(arguments)
        if kind < 0.86:
            power = self.one_of("", "", "^2", "^{-1}", "^3")
            argument = self.one_of(self.variable(), self.fence(self.expression(depth - 1)))
            return f"{self.one_of(*alphabet.ELEMENTARY)}{power} {argument}"
        if kind < 0.95:
            return self.scripts(self.fence(self.expression(depth - 1)), above=self.one_of("", *POWERS))
        return self.scripts(self.one_of("e", r"\mathrm{e}"), above=self.expression(depth - 1))

    def product(self, depth: int) -> str:
        """Write one to three factors, perhaps with a number before them."""
        if self.chance(0.1):
            return self.number()
        factors = [self.factor(depth)]
        while len(factors) < 3 and self.chance(0.35):
            factors.append(self.factor(depth - 1))
        return self.one_of("", "", self.digit()) + self._times.join(factors)

    def expression(self, depth: int) -> str:
        """Write a sum of one to three products."""
        text = self.one_of("", "", "", "-") + self.product(depth)
        for _ in range(self.count(0, 2 if depth > 0 else 1)):
            text += self.one_of(" + ", " - ", "+", "-", "+", "-", r" \pm ") + self.product(depth - 1)
        return text

    def relation(self) -> str:
        """Write a sign that says how two sides compare, mostly ``=``."""
        return self.one_of("=", " = ") if self.chance(0.7) else f" {self.one_of(*RELATIONS)} "

    def equation(self, depth: int) -> str:
        """Write two sides and what stands between them."""
        return self.expression(depth) + self.relation() + self.expression(depth)
