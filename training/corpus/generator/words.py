"""Words among formulas, in many languages and scripts; names of programs; units; blanks to fill in."""

from model.formula.tokens import ACCENTED, CYRILLIC
from training.corpus.generator import alphabet
from training.corpus.generator.pen import Pen
from training.corpus.generator.school import long_number

LATIN_WORDS = alphabet.listed(
    "où si sinon alors entier réel rés écart énergie débit max. élec système état pôle côté âge naïf reçu "
    "façon "
    "für wenn sonst größe größer höhe länge fläche rück früh stück über außen weiß öl gemäß zähler "
    "nächste Übergang "
    "número sólo además también energía presión fórmula año según día área máximo mínimo acción señal güe "
    "número função então não é área média código saída região pressão força número três "
    "největší nejmenší řešení číslo délka výška průměr jestliže kůň středová čas příklad "
    "jeśli gdzie wartość długość promień średnia prędkość światło źródło część ciśnienie łącznie "
    "için değil büyük küçük eğer sıcaklık güç ağırlık yükseklik şekil İş "
    "ha különben ahol legnagyobb sebesség hőmérséklet nyomás erő összeg szükség "
    "och för större mängd höjd är på så hastighet tæller høyde både når først må størst "
    "dacă și atunci înălțime viteză mulțime țară lungime "
    "if otherwise for where and or then with subject to when is even odd prime such that iff else "
)
CYRILLIC_WORDS = alphabet.listed(
    "если при иначе где для и или тогда скорость время масса сила длина ширина высота площадь объём путь "
    "число целое "
    "простое чётное нечётное максимум минимум вх вых макс мин эфф полн кин пот тр упр ср нач кон общ газ "
    "вода пар Дж "
    "кг м с см мм км ч Вт В А Ом Па Н К моль экв теор эксп внеш внутр якщо інакше для де та швидкість "
    "маса сила"
)
HAN_WORDS = alphabet.listed(
    "合 有用 总 为有理数 为无理数 当 时 且 或 其中 则 最大 最小 速度 时间 质量 力 面积 体积 高 长 宽 "
    "输入 输出 正 负 其他 若 解 设 因为 所以 电压 电流 功率 效率 温度 压力 水 油 内 外 上 下 左 右 "
    "初 末 平均 有效 理论 实际 件 个 元 米 秒"
)
IDENTIFIERS = alphabet.listed(
    "step num max min in out ch size batch lr rate learning warmup steps model dim hidden len seq loss "
    "train test val "
    "weight decay ratio count idx id user item key value total avg std var x y t s2A k n_1 row col pos "
    "neg true false"
)
UNITS = (
    r"\mu\mathrm{m}",
    r"\mathrm{\mu m}",
    r"\upmu\mathrm{g}",
    r"\,\upmu\mathrm{s}",
    r"\,\mathrm{k\Omega}",
    r"\Omega",
    r"\,\mathrm{M}\Omega",
    r"\,\mathrm{\mu A}",
    r"\,\mu\mathrm{F}",
    r"\,\Omega\cdot\mathrm{m}",
    r"\,\upmu\mathrm{mol/L}",
    r"\,\mu\mathrm{g/m^3}",
    r"^\circ\mathrm{C}",
    r"\,\text{€}",
    r"\,\euro",
    r"\,\%",
    r"\,\mathrm{Å}",
    r"\,\$",
    r"\,\mathrm{mL}",
    r"\,\mathrm{kWh}",
)


def sentence(pen: Pen) -> str:
    """Write words of one language between formulas, below a letter or in cases."""
    words = " ".join(word(pen) for _ in range(pen.count(1, 2)))
    return with_words(pen, words)


def with_words(pen: Pen, words: str) -> str:
    """Put words into the places where formulas have them."""
    quantity = pen.one_of(*"FPVUIRTWmvtnQENM")
    named = rf"{quantity}_{{\text{{{words}}}}}"
    return pen.one_of(
        f"{named} = {pen.expression(0)}",
        named,
        rf"{pen.equation(0)}\quad \text{{{words}}} \quad {pen.equation(0)}",
        rf"{pen.equation(0)}, \text{{ {words} }} {pen.variable()} {pen.relation()} {pen.integer()}",
        rf"\text{{{words} }} {pen.variable()}",
        rf"{pen.variable()} = \frac{{{named}}}{{{named}}} \times 100\%",
        rf"f({pen.letter()}) = \begin{{cases}} {pen.factor(0)}, & {pen.variable()} \text{{ {words}}} \\ "
        rf"{pen.factor(0)}, & \text{{{words}}} \end{{cases}}",
        rf"\text{{{words}}}",
        rf"\frac{{\text{{{words}}}}}{{\text{{{words}}}}} = {pen.number()}",
    )


def word(pen: Pen) -> str:
    """Write a word of some language, or one of rare letters, so that letters and not words are learned."""
    kind = pen.random.random()
    if kind < 0.5:
        return pen.one_of(*LATIN_WORDS)
    if kind < 0.65:
        letters = [pen.one_of(*_ACCENTED, *alphabet.LATIN * 2) for _ in range(pen.count(2, 7))]
        return "".join(letters)
    if kind < 0.92:
        return pen.one_of(*CYRILLIC_WORDS)
    return "".join(pen.one_of(*_CYRILLIC) for _ in range(pen.count(2, 7)))


_ACCENTED = tuple(sorted(ACCENTED))
_CYRILLIC = tuple(sorted(CYRILLIC))


def han(pen: Pen) -> str:
    """Write words in characters that are not read, so that it is learned where they stand."""
    return with_words(pen, "".join(pen.one_of(*HAN_WORDS) for _ in range(pen.count(1, 2))))


def identifier(pen: Pen) -> str:
    r"""Write names of programs, with underscores, in any font."""
    name = r"\_".join(pen.one_of(*IDENTIFIERS).replace("_", r"\_") for _ in range(pen.count(1, 3)))
    font = pen.one_of(r"\text", r"\text", r"\mathrm", r"\texttt", r"\mathtt", r"\mathsf", "", "")
    shown = f"{font}{{{name}}}"
    return pen.one_of(
        rf"{shown} = {pen.expression(0)}",
        rf"{pen.letter()}_{{{shown}}} = {pen.expression(0)}",
        rf"{pen.letter()}_{{{shown}}} \cdot {pen.letter()}_{{{pen.index()}}}",
        rf"{shown}^{{-{pen.number()}}}",
        rf"\min({shown}, {pen.variable()})",
        shown,
    )


def measured(pen: Pen) -> str:
    """Write a number with a unit that has a Greek letter or a sign."""
    number = pen.one_of(pen.number(), long_number(pen), rf"{pen.number()} \times 10^{{{pen.signed()}}}")
    return pen.one_of("", f"{pen.variable()} = ", rf"{pen.variable()} \approx ") + number + pen.one_of(*UNITS)


def fill_in(pen: Pen) -> str:
    """Write an exercise with a blank to fill in."""
    blank = pen.one_of(
        r"\_\_\_", r"\_\_\_\_", r"\underline{\qquad}", r"\underline{\hspace{2cm}}", r"\_\_\_\_\_\_"
    )
    return pen.one_of(
        f"{pen.expression(1)} = {blank}",
        f"{pen.expression(0)} = {blank} + {pen.expression(0)}",
        f"{blank} + {pen.integer()} = {pen.integer()}",
        rf"\frac{{{pen.integer()}}}{{{pen.integer()}}} = \frac{{{blank}}}{{{pen.integer()}}}",
    )
