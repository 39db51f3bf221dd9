"""The font set-ups pictures are drawn in: which LaTeX packages, how often, which are for testing only."""

from dataclasses import dataclass

# mathtools loads amsmath; fixing bm's limits keeps it from using up TeX's sixteen math families.
_BASICS = (r"\usepackage{mathtools}", r"\newcommand\bmmax{0}\newcommand\hmmax{0}")
_SYMBOLS = r"\usepackage{amssymb}"
_FROM_TEXT_FONT = r"\usepackage[italic]{mathastext}"  # letters and digits of formulas
_SCRIPT = r"\usepackage{mathrsfs}"


@dataclass(frozen=True)
class FontSetup:
    """One text-and-math font combination for latex + dvipng; every font has an outline (Type 1) version.

    Attributes:
        name: What shards and reports call it.
        packages: Preamble lines after amsmath and before bm.
        encoding: Encoding of the text font.
        weight: Relative share of training pictures.
        held_out: Never trained on: kept to measure fonts the network has not seen.
    """

    name: str
    packages: tuple[str, ...]
    encoding: str = "OT1"
    weight: int = 2
    held_out: bool = False

    def preamble(self) -> str:
        """Return everything between the document class and the body."""
        encoding = () if self.encoding == "OT1" else (rf"\usepackage[{self.encoding}]{{fontenc}}",)
        return "\n".join((*encoding, *_BASICS, *self.packages, r"\usepackage{bm}"))


# Computer Modern and its kin weigh most: nearly every paper with formulas is set in them.
_SETUPS = (
    FontSetup("cm", (_SYMBOLS, _SCRIPT), weight=10),
    FontSetup("lm", (r"\usepackage{lmodern}", _SYMBOLS, _SCRIPT), "T1", weight=4),
    FontSetup("stix2", (r"\usepackage{stix2}",), "T1", weight=3),
    FontSetup("newtx", (r"\usepackage{newtxtext,newtxmath}",), "T1", weight=4),
    FontSetup("newpx", (r"\usepackage{newpxtext,newpxmath}",), "T1", weight=3),
    FontSetup("libertinus", (_SYMBOLS, _SCRIPT, r"\usepackage{libertine,libertinust1math}"), "T1"),
    FontSetup("kepler", (r"\usepackage{kpfonts}",), "T1"),
    FontSetup("xcharter", (r"\usepackage[lining]{XCharter}", r"\usepackage[xcharter]{newtxmath}"), "T1"),
    FontSetup("garamond", (r"\usepackage[lining]{ebgaramond}", r"\usepackage[ebgaramond]{newtxmath}"), "T1"),
    FontSetup("euler", (_SYMBOLS, _SCRIPT, r"\usepackage{newpxtext}", r"\usepackage{eulervm}"), "T1"),
    FontSetup("noto", (r"\usepackage{notomath}",), "T1"),
    FontSetup("antykwa", (_SYMBOLS, _SCRIPT, r"\usepackage[math]{anttor}"), "T1", weight=1),
    FontSetup(
        "fira",
        (_SCRIPT, r"\usepackage[sfdefault,lining]{FiraSans}", r"\usepackage{newtxsf}", _FROM_TEXT_FONT),
        "T1",
    ),
    FontSetup("arev", (_SYMBOLS, _SCRIPT, r"\usepackage{arev}"), "T1"),
    FontSetup("cmbright", (_SYMBOLS, _SCRIPT, r"\usepackage{cmbright}"), weight=2),
    FontSetup("fourier", (_SYMBOLS, r"\usepackage{fourier}", _SCRIPT), "T1", held_out=True),
    FontSetup("iwona", (_SYMBOLS, _SCRIPT, r"\usepackage[math]{iwona}"), "T1", held_out=True),
)
FONTS: dict[str, FontSetup] = {setup.name: setup for setup in _SETUPS}
