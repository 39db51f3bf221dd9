"""The LaTeX commands the canonical form knows: symbols kept as they are, synonyms folded, widths of spaces.

Two commands are synonyms when their pictures are the same or differ by less than one pixel at screen sizes.
"""

from model.formula.tokens import GREEK_LOWER, GREEK_UPPER


def _commands(names: str) -> frozenset[str]:
    return frozenset("\\" + name for name in names.split())


OPERATORS = _commands(
    "arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf "
    "limsup ln log max min sec sin sinh sup tan tanh Pr bmod"
)
# Upright words that are the same picture as an operator's command.
OPERATOR_WORDS = {
    **{operator[1:]: operator for operator in OPERATORS},
    "mod": "\\bmod",
    "lim inf": "\\liminf",
    "lim sup": "\\limsup",
    "arg max": "\\arg \\max",
    "arg min": "\\arg \\min",
}

BIG_OPERATORS = _commands(
    "sum prod coprod int oint bigcup bigcap bigoplus bigotimes bigodot bigvee bigwedge bigsqcup biguplus"
)

RELATIONS = _commands(
    "leq geq neq equiv sim simeq approx cong propto in notin ni subset supset subseteq supseteq "
    "subsetneq supsetneq leqslant geqslant leqq geqq ll gg prec succ preceq succeq lesssim gtrsim "
    "models vdash Vdash vDash dashv perp doteq triangleq asymp sqsubseteq sqsupseteq rightarrow "
    "leftarrow leftrightarrow Rightarrow Leftarrow Leftrightarrow longrightarrow longleftarrow "
    "longleftrightarrow Longrightarrow Longleftarrow Longleftrightarrow mapsto longmapsto "
    "hookrightarrow hookleftarrow rightharpoonup rightsquigarrow twoheadrightarrow rightleftharpoons "
    "dashrightarrow rightarrowtail nrightarrow nmid nsubseteq lessgtr gtrless preccurlyeq succcurlyeq "
    "precsim succsim lessapprox gtrapprox approxeq backsim smile frown bowtie multimap "
    "rightrightarrows rightleftarrows leftharpoondown leftharpoonup rightharpoondown leftrightharpoons "
    "nvdash nleq ngeq nless ngtr nsim ncong nparallel nleftarrow leftleftarrows subsetneqq Subset "
    "Supset therefore because nRightarrow nLeftrightarrow triangleleft triangleright trianglelefteq "
    "trianglerighteq pitchfork sqsubset sqsupset thickapprox lll ggg eqsim risingdotseq fallingdotseq "
    "trianglelefteq lneq gneq nleftrightarrow nLeftarrow nsupseteq supsetneqq subseteqq supseteqq "
    "lneqq gneqq lnsim gnsim nprec nsucc npreceq nsucceq nleqslant ngeqslant ntriangleleft ntriangleright "
    "ntrianglelefteq "
    "ntrianglerighteq nVdash nvDash Vvdash between looparrowright looparrowleft upuparrows downdownarrows "
    "leftrightarrows twoheadleftarrow leftarrowtail Rrightarrow circeq eqcirc bumpeq Bumpeq "
    "lessdot gtrdot lesseqgtr gtreqless curlyeqprec curlyeqsucc eqslantless eqslantgtr precapprox "
    "succapprox blacktriangleleft "
    "blacktriangleright"
) | {"=", "<", ">", ":"}

BINARY = _commands(
    "pm mp times div cdot circ bullet cap cup uplus sqcap sqcup vee wedge oplus ominus otimes oslash "
    "odot dagger ddagger star setminus smallsetminus amalg wr rtimes ltimes boxtimes boxplus boxminus "
    "circledcirc circledast circleddash boxdot divideontimes leftthreetimes rightthreetimes Cap Cup "
    "diamond curlywedge curlyvee barwedge veebar dotplus intercal"
) | {"+", "-", "*"}

_ORDINARY = _commands(
    "partial nabla infty ell hbar hslash Re Im wp aleph beth daleth imath jmath emptyset varnothing "
    "forall exists nexists neg top prime angle measuredangle sphericalangle triangle triangledown "
    "square blacksquare lozenge blacklozenge bigcirc bigstar blacktriangle clubsuit "
    "diamondsuit heartsuit spadesuit flat natural sharp surd complement mho eth backslash % # _ $ & S "
    "P pounds ldots cdots vdots ddots uparrow downarrow updownarrow Uparrow Downarrow Updownarrow "
    "nearrow searrow swarrow nwarrow circlearrowright circlearrowleft curvearrowright curvearrowleft "
    "upharpoonright downharpoonright upharpoonleft diagdown varprojlim varinjlim checkmark llcorner "
    "lrcorner ulcorner urcorner iddots Finv Game Bbbk blacktriangledown euro downharpoonleft Lsh Rsh"
)
DELIMITERS = _commands("{ } langle rangle lfloor rfloor lceil rceil Vert") | frozenset("()[]|")
_PUNCTUATION = frozenset(",.;!?/'@\"`")

SYMBOLS = (
    GREEK_LOWER
    | GREEK_UPPER
    | OPERATORS
    | BIG_OPERATORS
    | RELATIONS
    | BINARY
    | _ORDINARY
    | DELIMITERS
    | _PUNCTUATION
)

# One command, or the run of tokens that gives the same picture.
SYNONYMS: dict[str, str] = {
    # Same glyph under two names.
    "\\le": "\\leq", "\\ge": "\\geq", "\\ne": "\\neq", "\\to": "\\rightarrow", "\\gets": "\\leftarrow",
    "\\land": "\\wedge", "\\lor": "\\vee", "\\lnot": "\\neg", "\\owns": "\\ni", "\\|": "\\Vert",
    "\\lVert": "\\Vert",
    "\\rVert": "\\Vert", "\\parallel": "\\Vert", "\\shortparallel": "\\Vert", "\\vert": "|", "\\mid": "|",
    "\\lvert": "|", "\\rvert": "|", "\\shortmid": "|", "\\arrowvert": "|", "\\lbrace": "\\{",
    "\\rbrace": "\\}",
    "\\lbrack": "[", "\\rbrack": "]", "\\lparen": "(", "\\rparen": ")", "\\lgroup": "(", "\\rgroup": ")",
    "\\lt": "<", "\\gt": ">", "\\colon": ":", "\\ldotp": ".", "\\cdotp": "\\cdot", "\\centerdot": "\\cdot",
    "\\ast": "*", "\\dag": "\\dagger", "\\ddag": "\\ddagger", "\\bot": "\\perp",
    "\\iff": "\\Longleftrightarrow",
    "\\implies": "\\Longrightarrow", "\\impliedby": "\\Longleftarrow", "\\leadsto": "\\rightsquigarrow",
    "\\restriction": "\\upharpoonright", "\\Box": "\\square", "\\Join": "\\bowtie",
    "\\doublebarwedge": "\\barwedge",
    "\\lhd": "\\triangleleft", "\\rhd": "\\triangleright", "\\unlhd": "\\trianglelefteq",
    "\\unrhd": "\\trianglerighteq", "\\vartriangleleft": "\\triangleleft",
    "\\vartriangleright": "\\triangleright",
    "\\bigtriangleup": "\\triangle", "\\vartriangle": "\\triangle", "\\bigtriangledown": "\\triangledown",
    "\\thicksim": "\\sim", "\\varpropto": "\\propto", "\\smallsmile": "\\smile", "\\smallfrown": "\\frown",
    "\\doteqdot": "\\doteq", "\\slash": "/", "\\diagup": "/", "\\mathslash": "/", "\\smallint": "\\int",
    "\\circledR": "\\circ", "\\backprime": "`", "\\textbackslash": "\\backslash", "\\llless": "\\lll",
    "\\gggtr": "\\ggg", "\\dashleftarrow": "\\leftarrow", "\\varUpsilon": "\\Upsilon", "\\degree": "\\circ",
    "\\vee*": "\\vee", "\\textdegree": "\\circ", "\\lq": "`", "\\rq": "'", "\\Vdots": "\\vdots",
    "\\i": "\\imath",
    "\\j": "\\jmath", "\\mathsection": "\\S", "\\mathparagraph": "\\P",
    "\\dotsc": "\\ldots", "\\dotso": "\\ldots", "\\dotsb": "\\cdots", "\\dotsm": "\\cdots",
    "\\dotsi": "\\cdots",
    "\\Diamond": "\\lozenge", "\\upmu": "\\mu", "\\textmu": "\\mu", "\\mathohm": "\\Omega",
    "\\texteuro": "\\euro", "\\EUR": "\\euro",
    "\\llbracket": "[ [", "\\rrbracket": "] ]", "\\textunderscore": "\\_",
    "\\varsubsetneqq": "\\subsetneqq", "\\varsupsetneqq": "\\supsetneqq", "\\varsubsetneq": "\\subsetneq",
    "\\varsupsetneq": "\\supsetneq", "\\nshortmid": "\\nmid", "\\nshortparallel": "\\nparallel",
    "\\mathellipsis": "\\ldots", "\\textellipsis": "\\ldots", "\\hdots": "\\ldots", "\\upsi": "\\upsilon",
    # One glyph that is two symbols side by side.
    "\\iint": "\\int \\int", "\\iiint": "\\int \\int \\int", "\\iiiint": "\\int \\int \\int \\int",
    "\\coloneqq": ": =", "\\coloneq": ": =", "\\eqqcolon": "= :", "\\vcentcolon": ":", "\\Coloneqq": ": : =",
    # Upright lower-case Greek letters likewise.
    **{f"\\up{name[1:]}": name for name in GREEK_LOWER},
    # Slanted capitals are told apart from upright ones by nobody who reads a screen.
    **{f"\\var{name[1:]}": name for name in GREEK_UPPER},
}  # fmt: skip

NEGATED = {
    "=": "\\neq", "\\in": "\\notin", "|": "\\nmid", "\\subseteq": "\\nsubseteq",
    "\\rightarrow": "\\nrightarrow",
    "\\exists": "\\nexists", "\\leq": "\\nleq", "\\geq": "\\ngeq", "\\sim": "\\nsim", "\\cong": "\\ncong",
    "\\Vert": "\\nparallel", "\\vdash": "\\nvdash", "<": "\\nless", ">": "\\ngtr",
    "\\leftarrow": "\\nleftarrow",
    "\\Rightarrow": "\\nRightarrow", "\\Leftrightarrow": "\\nLeftrightarrow",
}  # fmt: skip

ACCENT_SYNONYMS = {
    "\\widehat": "\\hat", "\\widetilde": "\\tilde", "\\overline": "\\bar", "\\overrightarrow": "\\vec",
    "\\underbar": "\\underline", "\\Hat": "\\hat", "\\Tilde": "\\tilde", "\\Bar": "\\bar", "\\Dot": "\\dot",
    "\\Ddot": "\\ddot", "\\Vec": "\\vec", "\\widecheck": "\\check",
}  # fmt: skip

# Width in em of what leaves white space behind. Source: The TeXbook, chapter 18 (mu glue, 18 mu = 1 em); a
# word space is that of Computer Modern, 0.333 em.
SPACES: dict[str, float] = {
    "\\,": 1 / 6, "\\thinspace": 1 / 6, "\\:": 2 / 9, "\\>": 2 / 9, "\\medspace": 2 / 9, "\\;": 5 / 18,
    "\\thickspace": 5 / 18, "\\!": -1 / 6, "\\negthinspace": -1 / 6, "\\negmedspace": -2 / 9,
    "\\negthickspace": -5 / 18, "\\ ": 1 / 3, "\\": 1 / 3, "~": 1 / 3, "\\space": 1 / 3,
    "\\nobreakspace": 1 / 3,
    "\\enspace": 0.5, "\\enskip": 0.5, "\\quad": 1.0, "\\qquad": 2.0, "\\hfill": 2.0, "\\hfil": 2.0,
}  # fmt: skip

# Commands that change size, style or limits placement: no symbol of their own.
SILENT = _commands(
    "displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits displaylimits nonumber notag "
    "strut mathstrut big Big bigg Bigg bigl Bigl biggl Biggl bigr Bigr biggr Biggr bigm "
    "Bigm biggm Biggm middle tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge "
    "centering relax null allowbreak nobreak break protect / - * normalfont rmfamily upshape mdseries "
    "smallskip medskip bigskip noindent par newline displaybreak quad* allowdisplaybreaks unboldmath"
)
# Wrappers whose one argument stands for itself.
TRANSPARENT = _commands(
    "mathop mathrel mathbin mathord mathopen mathclose mathpunct mathinner smash hbox* ensuremath "
    "mathnormal mathit mathmit underline* uppercase* rlap llap clap mathrlap mathllap mathclap lefteqn"
)
INVISIBLE = _commands("phantom hphantom vphantom label vspace* vspace cite ref eqref")
