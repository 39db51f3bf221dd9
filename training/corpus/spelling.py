"""Make raw corpus LaTeX compile: undo a tokenizer's blanks, make whole displays fit inside dollars."""

import re

_LENGTH_COMMANDS = (
    r"\\(?:hspace|vspace|hskip|vskip|kern|mskip|mkern|raise|lower|raisebox|rule|makebox|parbox|setlength|addtolength"
    r"|moveleft|moveright|\\\s*(?=\[))"
)
_UNITS = "pt|pc|in|bp|cm|mm|dd|cc|sp|ex|em|mu"
_SPELLED_UNIT = "|".join(r"\s*".join(unit) for unit in _UNITS.split("|"))
_LENGTH = rf"[-+.\d](?:[-+.\d\s])*(?:t\s*r\s*u\s*e\s*)?(?:{_SPELLED_UNIT})(?![a-zA-Z])"
# A command, perhaps a star, the opening of its argument, the length itself.
_SPELLED_LENGTH = re.compile(rf"({_LENGTH_COMMANDS}\s*\*?\s*[{{\[]?)\s*({_LENGTH})")
_SECOND_LENGTH = re.compile(rf"(\\rule\s*\{{[^{{}}]*\}}\s*\{{)\s*({_LENGTH})")

_WORD_COMMANDS = r"\\(?:text\w*|operatorname\w*|mbox|hbox|emph)"
_SPELLED_WORD = re.compile(rf"({_WORD_COMMANDS}\s*\*?\s*)\{{((?:\s[^\s{{}}\\](?=\s))+)\s\}}")

# A prime and a superscript on one base: TeX takes both only when they are one superscript.
_PRIME_THEN_SCRIPT = re.compile(r"'\s*\^\s*\{")
# A frame around mathematics; with a dollar somewhere it may be one around text.
_FRAME = re.compile(r"\\fbox(?=\s*\{[^$]*$)")
_DOTLESS = re.compile(r"\\([ij])(?![a-zA-Z])")
_NAMED = re.compile(r"\\label\s*\{[^{}]*\}")
# Displays that LaTeX forbids inside dollars, and what looks the same there.
_DISPLAYS = {"align": "aligned", "split": "aligned", "gather": "gathered", "multline": "gathered"}
_DISPLAY = re.compile(r"(\\(?:begin|end)\s*)\{\s*(align|split|gather|multline)\*?\s*\}")
# One that is the whole formula and bears numbers is set as a display.
_NUMBERED_ROWS = re.compile(
    r"\s*\\begin\{(align|gather)\}(?:(?!\\(?:begin|end)\{\1).)*\\tag.*\\end\{\1\}\s*$", re.DOTALL
)
_EQUATION = re.compile(r"\\(?:begin|end)\s*\{\s*(?:equation|displaymath|math)\*?\s*\}")
_RELATIONS = re.compile(r"\\begin\s*\{\s*eqnarray\*?\s*\}(.*?)\\end\s*\{\s*eqnarray\*?\s*\}", re.DOTALL)


def repair_spelling(raw: str) -> str:
    r"""Join what a tokenizer spelled letter by letter; replace environments that are whole displays.

    ``\hspace { 0 . 5 i n }`` becomes ``\hspace {0.5in}``, ``\textrm { f o r }`` becomes ``\textrm {for}``,
    ``\begin{align*}`` becomes ``\begin{aligned}``, ``\fbox`` around mathematics ``\boxed``. Any other LaTeX
    comes back as it is.
    """
    latex = _SPELLED_LENGTH.sub(_join, raw)
    latex = _SECOND_LENGTH.sub(_join, latex)
    latex = _SPELLED_WORD.sub(_join_word, latex)
    latex = _PRIME_THEN_SCRIPT.sub(r"^{\\prime ", latex)
    latex = _FRAME.sub(r"\\boxed", latex)
    latex = _DOTLESS.sub(r"\\\1math", latex)
    latex = _NAMED.sub("", latex)
    latex = _EQUATION.sub("", latex)
    latex = _RELATIONS.sub(r"\\begin{array}{rcl}\1\\end{array}", latex)
    if _NUMBERED_ROWS.match(latex):
        return latex
    return _DISPLAY.sub(lambda match: f"{match[1]}{{{_DISPLAYS[match[2]]}}}", latex)


def _join(match: re.Match[str]) -> str:
    # "true" lengths ignore TeX's magnification, which is never set here; MathJax does not know them
    return match[1] + re.sub(r"\s", "", match[2]).replace("true", "")


def _join_word(match: re.Match[str]) -> str:
    letters = match[2].split()
    if len(letters) == 1:
        return match[0]
    return f"{match[1]}{{{''.join(letters)}}}"
