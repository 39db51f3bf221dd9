"""The font set-ups pictures are drawn in: which LaTeX packages, how often, which are for testing only."""

from collections.abc import Sequence
from dataclasses import dataclass

from training.drawing import has_run

# mathtools loads amsmath; bm without limits would use up TeX's sixteen math families; mathdots adds \iddots,
# but its \ddots is not LaTeX's
_BASICS = (
    r"\usepackage{mathtools}",
    r"\newcommand\bmmax{0}\newcommand\hmmax{0}",
    r"\let\latexddots\ddots\usepackage{mathdots}\let\ddots\latexddots",
)
_SYMBOLS = r"\usepackage{amssymb}"
_SCRIPT = r"\usepackage{mathrsfs}"
_FROM_TEXT_FONT = r"\usepackage[italic]{mathastext}"  # letters and digits of formulas

# amssymb's double-struck letters have no digits
_NO_STRUCK_ONE = (r"\mathbb 1",)
_ONE_SANS = (r"\mathsf", r"\mathtt")


@dataclass(frozen=True)
class FontSetup:
    """One text-and-math font combination for latex + dvipng; every font has an outline (Type 1) version.

    Attributes:
        name: What shards and reports call it.
        packages: Preamble lines after amsmath and before bm.
        encoding: Encoding of the text font.
        weight: Relative share of training pictures.
        held_out: Never trained on: kept to measure fonts the network has not seen.
        lacks: Canonical tokens, or runs of them, that this font draws wrongly or like another token. Found by
            drawing every symbol of the canonical form in every font and comparing the pictures. Characters
            that the font has not at all need no mention: TeX reports them.
    """

    name: str
    packages: tuple[str, ...]
    encoding: str = "T1"
    weight: int = 2
    held_out: bool = False
    lacks: tuple[str, ...] = ()

    def preamble(self) -> str:
        """Return everything between the document class and the body."""
        encoding = () if self.encoding == "OT1" else (rf"\usepackage[{self.encoding}]{{fontenc}}",)
        return "\n".join((*encoding, *_BASICS, *self.packages, r"\usepackage{bm}"))

    def can_draw(self, tokens: Sequence[str]) -> bool:
        """Tell whether a canonical formula comes out readable in this font."""
        return not has_run(tokens, self.lacks)


# Computer Modern and its kin weigh most: nearly every paper with formulas is set in them.
_SETUPS = (
    FontSetup("cm", (_SYMBOLS, _SCRIPT), "OT1", weight=10, lacks=_NO_STRUCK_ONE),
    FontSetup("lm", (r"\usepackage{lmodern}", _SYMBOLS, _SCRIPT), weight=4, lacks=_NO_STRUCK_ONE),
    FontSetup(
        "stix2",
        (r"\usepackage{stix2}",),
        weight=3,
        lacks=(r"\mathfrak R", r"\mathfrak I", r"\Upsilon", r"\thickapprox", r"\varkappa", r"\digamma", "`"),
    ),
    FontSetup("newtx", (r"\usepackage{newtxtext,newtxmath}",), weight=4),
    FontSetup("newpx", (r"\usepackage{newpxtext,newpxmath}",), weight=3),
    FontSetup(
        "libertinus",
        (_SYMBOLS, _SCRIPT, r"\usepackage{libertine,libertinust1math}"),
        lacks=(
            *(r"\mathbb 1", r"\triangledown", r"\Upsilon", r"\thickapprox", r"\emptyset", r"\hslash", "`"),
            *(r"\smallsetminus", r"\boldsymbol \hbar", r"\boldsymbol \infty"),
        ),
    ),
    FontSetup("kepler", (r"\usepackage{kpfonts}",), lacks=(r"\Re", r"\Im")),
    FontSetup("xcharter", (r"\usepackage[lining]{XCharter}", r"\usepackage[xcharter]{newtxmath}")),
    FontSetup("garamond", (r"\usepackage[lining]{ebgaramond}", r"\usepackage[ebgaramond]{newtxmath}")),
    FontSetup("noto", (r"\usepackage{notomath}",)),
    FontSetup(
        "euler",
        (_SYMBOLS, _SCRIPT, r"\usepackage{newpxtext}", r"\usepackage{eulervm}"),
        lacks=(
            *(r"\leq", r"\geq", r"\varrho", r"\varsigma", r"\mathring", r"\hslash", r"\mathfrak R"),
            *_NO_STRUCK_ONE,
        ),
    ),
    FontSetup(
        "antykwa",
        (_SYMBOLS, _SCRIPT, r"\usepackage[math]{anttor}"),
        weight=1,
        lacks=(*_ONE_SANS, *_NO_STRUCK_ONE),
    ),
    FontSetup(
        "fira",
        (_SCRIPT, r"\usepackage[sfdefault,lining]{FiraSans}", r"\usepackage{newtxsf}", _FROM_TEXT_FONT),
        lacks=(r"\mathsf", r"\emptyset"),
    ),
    FontSetup(
        "arev",
        (_SYMBOLS, _SCRIPT, r"\usepackage{arev}"),
        lacks=(
            *(r"\nless", r"\nleq", r"\ngeq", r"\nexists", r"\mathsf", r"\imath", r"\jmath", r"\emptyset"),
            *(r"\curvearrowleft", r"\curvearrowright", r"\boldsymbol \infty", r"\boldsymbol \nabla"),
        ),
    ),
    FontSetup("cmbright", (_SYMBOLS, _SCRIPT, r"\usepackage{cmbright}"), "OT1", lacks=_NO_STRUCK_ONE),
    FontSetup(
        "fourier",
        (_SYMBOLS, r"\usepackage{fourier}", _SCRIPT),
        held_out=True,
        lacks=(
            *(r"\varkappa", r"\mathbf \Delta", r"\mathbf \Gamma", r"\mathbf \Lambda", r"\mathbf \Omega"),
            *(r"\mathbf \Phi", r"\mathbf \Pi", r"\mathbf \Psi", r"\mathbf \Sigma", r"\mathbf \Theta"),
            *(r"\mathbf \Upsilon", r"\mathbf \Xi"),
        ),
    ),
    FontSetup(
        "iwona",
        (_SYMBOLS, _SCRIPT, r"\usepackage[math]{iwona}"),
        held_out=True,
        lacks=(*_ONE_SANS, *_NO_STRUCK_ONE),
    ),
)
FONTS: dict[str, FontSetup] = {setup.name: setup for setup in _SETUPS}
