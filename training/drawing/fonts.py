"""The font set-ups pictures are drawn in: which LaTeX packages, how often, which are for testing only."""

from collections.abc import Sequence
from dataclasses import dataclass

from model.formula.tokens import BOLD_CALLIGRAPHIC
from training.drawing.drawing import has_run
from training.errors import TrainingError

# mathtools loads amsmath; bm without limits would use up TeX's sixteen math families; mathdots adds \iddots,
# but its \ddots is not LaTeX's
_BASICS = (
    r"\usepackage{mathtools}",
    r"\newcommand\bmmax{0}\newcommand\hmmax{0}",
    r"\let\latexddots\ddots\usepackage{mathdots}\let\ddots\latexddots",
    r"\usepackage{pifont}",
)

# Of packages that only `make fonts` installs: what they would draw is told as missing where they are.
_OPTIONAL = (
    *(rf"\IfFileExists{{{name}.sty}}{{\usepackage{{{name}}}}}{{}}" for name in ("cancel", "dsfont")),
    r"\ifdefined\upalpha\else\IfFileExists{upgreek.sty}{\usepackage{upgreek}}{}\fi",
    # No math font's own double-struck digit is one: dsfont's is.
    r"\let\struck\mathbb\renewcommand\mathbb[1]{\ifx1#1\mathds{1}\else\struck{#1}\fi}",
)
_SYMBOLS = r"\usepackage{amssymb}"
_SCRIPT = r"\usepackage{mathrsfs}"
_FROM_TEXT_FONT = r"\usepackage[italic]{mathastext}"  # letters, digits and signs of formulas
_LETTERS_FROM_TEXT_FONT = (
    r"\usepackage[italic,noequal]{mathastext}"  # another's "=" misses the stroke of \neq
)
_SANS = r"\renewcommand\familydefault\sfdefault"

_ONE_SANS = (r"\mathsf", r"\mathtt")
# bold letters from the text font, as mathastext takes them: accents stand in the places of these
_NO_BOLD_GREEK = tuple(
    rf"\mathbf \{name}" for name in "Delta Gamma Lambda Omega Phi Pi Psi Sigma Theta Upsilon Xi".split()
)


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
        latin = "" if self.encoding == "OT1" else rf"\usepackage[{self.encoding}]{{fontenc}}"
        cyrillic = (
            rf"\usepackage[T2A,{self.encoding}]{{fontenc}}"  # from Computer Modern where the font has none
        )
        encoding = rf"\IfFileExists{{t2aenc.def}}{{{cyrillic}}}{{{latin}}}"
        return "\n".join((encoding, *_BASICS, *self.packages, r"\usepackage{bm}", *_OPTIONAL))

    def can_draw(self, tokens: Sequence[str]) -> bool:
        """Tell whether a canonical formula comes out readable in this font."""
        return not has_run(tokens, self.lacks)


def _lettered(name: str, package: str, symbols: str = "", lacks: tuple[str, ...] = ()) -> FontSetup:
    """Return a text font's letters and digits among the symbols and Greek letters of a math font.

    Args:
        name: Of the set-up.
        package: What loads the text font, options and all.
        symbols: Package of the math font; Computer Modern where there is none.
        lacks: What it lacks besides bold Greek capitals.
    """
    if symbols:
        mathematics: tuple[str, ...] = (_SCRIPT, rf"\usepackage{{{symbols}}}")
        letters = _FROM_TEXT_FONT
    else:
        mathematics, letters = (_SYMBOLS, _SCRIPT), _LETTERS_FROM_TEXT_FONT
    return FontSetup(name, (*mathematics, package, letters), weight=1, lacks=(*_NO_BOLD_GREEK, *lacks))


# Computer Modern and its kin weigh most: nearly every paper with formulas is set in them.
_SETUPS = (
    FontSetup("cm", (_SYMBOLS, _SCRIPT), "OT1", weight=10),
    FontSetup("lm", (r"\usepackage{lmodern}", _SYMBOLS, _SCRIPT), weight=4),
    FontSetup(
        "stix2",
        (r"\usepackage{stix2}",),
        weight=3,
        lacks=(
            *(r"\mathfrak R", r"\mathfrak I", r"\Upsilon", r"\thickapprox", r"\varkappa", r"\digamma", "`"),
            *(r"\boldsymbol \hbar", r"\boldsymbol \infty", BOLD_CALLIGRAPHIC),
        ),
    ),
    FontSetup("newtx", (r"\usepackage{newtxtext,newtxmath}",), weight=4),
    FontSetup("newpx", (r"\usepackage{newpxtext,newpxmath}",), weight=3),
    FontSetup(
        "libertinus",
        (_SYMBOLS, _SCRIPT, r"\usepackage{libertine,libertinust1math}"),
        lacks=(
            *(r"\triangledown", r"\Upsilon", r"\thickapprox", r"\emptyset", r"\hslash", "`"),
            *(r"\smallsetminus", r"\boldsymbol \hbar", r"\boldsymbol \infty"),
        ),
    ),
    FontSetup("kepler", (r"\usepackage{kpfonts}",), lacks=(r"\Re", r"\Im", r"\nsupseteq")),
    FontSetup("xcharter", (r"\usepackage[lining]{XCharter}", r"\usepackage[xcharter]{newtxmath}")),
    FontSetup("garamond", (r"\usepackage[lining]{ebgaramond}", r"\usepackage[ebgaramond]{newtxmath}")),
    FontSetup("noto", (r"\usepackage{notomath}",), lacks=(r"\mathbf \Upsilon",)),
    FontSetup(
        "euler",
        (_SYMBOLS, _SCRIPT, r"\usepackage{newpxtext}", r"\usepackage{eulervm}"),
        lacks=(*(r"\leq", r"\geq", r"\varrho", r"\varsigma", r"\mathring", r"\hslash", r"\mathfrak R"),),
    ),
    FontSetup(
        "antykwa",
        (_SYMBOLS, _SCRIPT, r"\usepackage[math]{anttor}"),
        weight=1,
        lacks=_ONE_SANS,
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
            BOLD_CALLIGRAPHIC,
        ),
    ),
    FontSetup("cmbright", (_SYMBOLS, _SCRIPT, r"\usepackage{cmbright}"), "OT1", lacks=(BOLD_CALLIGRAPHIC,)),
    # what papers, books and slides are set in besides: each little, so that shapes are learned and not fonts
    FontSetup("pazo", (_SYMBOLS, _SCRIPT, r"\usepackage{mathpazo}"), weight=1),
    FontSetup(
        "times",
        (_SYMBOLS, _SCRIPT, r"\usepackage{mathptmx}"),
        weight=1,
        lacks=(
            *(r"\mathcal", r"\mathscr", r"\epsilon", r"\varrho", r"\boldsymbol \rho", r"\jmath", r"\amalg"),
            *(r"\coprod", r"\hbar", *_NO_BOLD_GREEK),
        ),
    ),
    FontSetup("tx", (r"\usepackage{txfonts}", _SCRIPT), weight=1),
    FontSetup(
        "baskerville",
        (r"\usepackage{baskervillef}", r"\usepackage[baskerville]{newtxmath}", _SCRIPT),
        weight=1,
    ),
    FontSetup(
        "cochineal", (r"\usepackage[lining]{cochineal}", r"\usepackage[cochineal]{newtxmath}"), weight=1
    ),
    FontSetup("schola", (r"\usepackage{scholax}", r"\usepackage[nc]{newtxmath}"), weight=1),
    _lettered("etbb", r"\usepackage[lining]{ETbb}", "newtxmath"),
    FontSetup(
        "charter",
        (r"\usepackage[charter,cal=cmcal]{mathdesign}", _SCRIPT),
        weight=1,
        lacks=(r"\curvearrowleft", r"\curvearrowright", r"\multimap", *_NO_BOLD_GREEK),
    ),
    FontSetup(
        "lx",
        (_SYMBOLS, _SCRIPT, r"\usepackage{lxfonts}"),
        weight=1,
        lacks=(r"\mathsf", r"\smallsetminus"),
    ),
    FontSetup(
        "cmsans",
        (_SYMBOLS, _SCRIPT, r"\usepackage{sansmathfonts}"),
        weight=1,
        lacks=(r"\mathsf", r"\mathbf"),
    ),
    _lettered("librebaskerville", r"\usepackage{librebaskerville}", "newtxmath"),
    _lettered("caslon", r"\usepackage{librecaslon}", "newtxmath"),
    _lettered("merriweather", r"\usepackage[rmlining]{merriweather}", "newtxmath"),
    _lettered("plex", r"\usepackage{plex-serif}", "newtxmath"),
    _lettered("ptserif", r"\usepackage{PTSerif}", "newtxmath"),
    _lettered("sourceserif", r"\usepackage[lining]{sourceserifpro}", "newtxmath"),
    _lettered("beamer", r"\usepackage{lmodern}" + _SANS, lacks=(r"\mathsf",)),
    _lettered("gentium", r"\usepackage{gentium}"),
    _lettered("dejavu", r"\usepackage{DejaVuSerif}"),
    _lettered("bookman", r"\usepackage{bookman}", lacks=(r"\jmath",)),
    _lettered("helvetica", r"\usepackage{helvet}" + _SANS, lacks=(r"\mathsf", r"\jmath")),
    _lettered("roboto", r"\usepackage[sfdefault,lining]{roboto}", lacks=(r"\mathsf",)),
    *(
        _lettered(name, package, "newtxsf", (r"\mathsf", r"\emptyset"))
        for name, package in (
            ("opensans", r"\usepackage[default]{opensans}"),
            ("sourcesans", r"\usepackage[default,lining]{sourcesanspro}"),
            ("lato", r"\usepackage[default]{lato}"),
            ("cabin", r"\usepackage[sfdefault]{cabin}"),
            ("montserrat", r"\usepackage[defaultfam]{montserrat}"),
        )
    ),
    FontSetup(
        "fourier",
        (_SYMBOLS, r"\usepackage{fourier}", _SCRIPT),
        held_out=True,
        lacks=(r"\varkappa", BOLD_CALLIGRAPHIC, *_NO_BOLD_GREEK),
    ),
    FontSetup(
        "iwona",
        (_SYMBOLS, _SCRIPT, r"\usepackage[math]{iwona}"),
        held_out=True,
        lacks=(*_ONE_SANS, BOLD_CALLIGRAPHIC, r"\imath"),
    ),
)
FONTS: dict[str, FontSetup] = {setup.name: setup for setup in _SETUPS}


def chosen(names: Sequence[str]) -> list[FontSetup]:
    """Return the set-ups of these names, "trained" and "held_out" standing for all of that kind.

    Raises:
        TrainingError: There is none of that name, or no name.
    """
    setups: dict[str, FontSetup] = {}
    for name in names:
        if name in ("trained", "held_out"):
            setups |= {setup.name: setup for setup in _SETUPS if setup.held_out == (name == "held_out")}
        elif name in FONTS:
            setups[name] = FONTS[name]
        else:
            raise TrainingError(f"no font set-up is called {name!r}; there are: {', '.join(FONTS)}")
    if not setups:
        raise TrainingError("no font was chosen")
    return list(setups.values())
