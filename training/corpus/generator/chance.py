"""Probability, statistics, combinatorics."""

from training.corpus.generator.pen import INDICES, Pen

LAWS = (
    r"\mathcal{N}(\mu, \sigma^2)",
    r"\mathcal{N}(\mathbf{0}, \Sigma)",
    r"N(0, 1)",
    r"\text{Poisson}(\lambda)",
    r"\mathrm{Bin}(n, p)",
    r"\operatorname{Beta}(\alpha,\beta)",
    r"\mathrm{Unif}[0, 1]",
    r"\text{Bernoulli}(p)",
    r"\chi^2_{n-1}",
    r"t_{n-2}",
)


def probability(pen: Pen) -> str:
    """Write about chance, expectation and distributions."""
    p = pen.one_of("P", "p", r"\Pr", r"\mathbb{P}", r"\mathrm{P}", "Q", r"\text{Pr}")
    e = pen.one_of(
        r"\mathbb{E}", "E", r"\mathrm{E}", r"\operatorname{E}", r"\operatorname{Var}", r"\mathrm{Var}"
    )
    x = pen.one_of("X", "Y", "Z", r"\theta", "X_i", "A")
    y = pen.one_of("Y", "y", r"\mathcal{D}", "B", "x", r"\theta", r"\mathcal{F}_t")
    bar = pen.one_of(r" \mid ", "|", r"\mid ", r"\,|\,")
    opening, closing = pen.fences("[]", "[]", "()")
    average = pen.fraction_of("1", pen.one_of("n", "N", "m", "n-1"))
    deviation = pen.fraction_of(r"\bar{x} - \mu", r"s / \sqrt{n}")
    return pen.one_of(
        f"{p}({x}{bar}{y}) = {pen.fraction_of(f'{p}({y}{bar}{x}) {p}({x})', f'{p}({y})')}",
        rf"{e}{opening}{x}{closing} = \sum_{{i}} x_i {p}({x} = x_i)",
        rf"{e}\left{opening} {pen.expression(1)} \right{closing} {pen.relation()} {pen.expression(0)}",
        rf"{x} \sim {pen.one_of(*LAWS)}",
        rf"{p}(|{x} - \mu| \geq {pen.variable()}) \leq {pen.expression(1)}",
        rf"{p}({x} > {pen.number()}) = 1 - {pen.expression(0)}",
        rf"{p}(A \cup B) = {p}(A) + {p}(B) - {p}(A \cap B)",
        rf"f({x}) = \frac{{1}}{{\sigma\sqrt{{2\pi}}}} e^{{-\frac{{({x}-\mu)^2}}{{2\sigma^2}}}}",
        rf"\operatorname{{Cov}}({x}, {y}) = {e}[{x} {y}] - {e}[{x}]{e}[{y}]",
        rf"\hat{{{pen.one_of('p', 'q', 'x')}}} = {average} \sum_{{i=1}}^n {pen.factor(1)}",
        rf"{x} \perp\!\!\!\perp {y} {bar} Z",
        rf"D_{{\mathrm{{KL}}}}(p \| q) = \sum_x p(x) \log {pen.fraction_of('p(x)', 'q(x)')}",
        rf"{pen.one_of('z', 't')} = {deviation} = {pen.number()}",
    )


def binomial(pen: Pen) -> str:
    """Write binomials and factorials."""
    n = pen.one_of("n", "m", "2n", "n+1", "p", pen.integer())
    k = pen.one_of("k", "r", "i", "n", "k-1", pen.integer())
    command = pen.one_of(r"\binom", r"\binom", r"\dbinom", r"\tbinom")
    one = pen.one_of(*[f"{command}{{{n}}}{{{k}}}"] * 4, rf"{{{n} \choose {k}}}", f"C_{{{n}}}^{{{k}}}")
    return pen.one_of(
        f"{one} = {pen.fraction_of(f'{n}!', f'{k}!({n}-{k})!')}",
        f"{one} + {one} {pen.relation()} {pen.expression(0)}",
        rf"(x+y)^n = \sum_{{k=0}}^n {one} x^k y^{{n-k}}",
        rf"P(X = {k}) = {one} p^{{{k}}} (1-p)^{{{n}-{k}}}",
        rf"\sum_{{{pen.one_of(*INDICES)}=0}}^{{n}} (-1)^k {one} {pen.factor(1)}",
        one,
        rf"{pen.one_of('n', 'k', 'm')}! = n \cdot (n-1) \cdots {pen.count(1, 3)}",
    )
