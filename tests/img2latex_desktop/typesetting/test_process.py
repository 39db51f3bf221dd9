"""The typesetter's process: the real engine, spoken to over its pipe, and what it makes of hostile LaTeX."""

import re
import subprocess
import sys
from multiprocessing import Pipe
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtSvg import QSvgRenderer

from img2latex_desktop.base.errors import TypesettingError
from img2latex_desktop.base.paths import PREVIEW_BUNDLE
from img2latex_desktop.demo.virtual_desktop import wait_until
from img2latex_desktop.typesetting.process import Unavailable

SVG, MATHML = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1998/Math/MathML}"
ACTIVE = [
    r'\mmlToken{mi}[href="javascript:alert(1)" class="c" id="i" style="color:red"]{x}',
    r'\mmlToken{mtext}[href="https://example.org/"]{x}',
    r'\mmlToken{mglyph}[src="file:///etc/passwd" alt="x"]{}',
    r'\mmlToken{mglyph}[src="https://example.org/x.png" width="2em"]{}',
    r"a \label{q} \ref{q} \eqref{q}",
    r"\color{url(javascript:alert(1))} x",
    r'\color{red" onload="alert(1)} x',
    r"\fcolorbox{red}{blue}{x} \colorbox{url(https://example.org)}{y}",
    r'\enclose{circle}[mathcolor="red;a:b" mathbackground="url(#x)" data-arrowhead="1 1 1"]{x}',
    r"\unicode[Foo,url(https://example.org)]{x41}",
    r"\text{<script>alert(1)</script> \& }\unicode{x3C}",
    r"\begin{array}{c:c} \hline a & b \end{array} \ce{H2O}",
]
NAMES = {"svg", "g", "path", "rect", "line", "polygon", "ellipse", "text"}
NAMES |= {"math", "mi", "mn", "mo", "mtext", "mspace", "mrow", "mstyle", "mpadded", "menclose", "msub"}
NAMES |= {"mphantom", "mtable", "mtr", "mtd", "mmultiscripts", "none", "mprescripts"}
FORBIDDEN_NAME = re.compile(r"href|src|style|class|^id$|^on|data-", re.IGNORECASE)
FORBIDDEN_VALUE = re.compile(r"javascript|https?:|file:|url|[:;<>&\"]", re.IGNORECASE)


@pytest.mark.parametrize("latex", ACTIVE)
@pytest.mark.parametrize(("form", "namespace"), [("svg", SVG), ("mathml", MATHML)])
def test_no_link_script_style_or_picture_of_elsewhere_reaches_a_copy(typesetter, latex, form, namespace):
    try:
        source = getattr(typesetter, form)(latex)
    except TypesettingError as refusal:
        assert "color" in str(refusal) or "attribute" in str(refusal).lower()  # noqa: PT017  # one that says so
        return
    for node in ElementTree.fromstring(source).iter():  # noqa: S314  # bounded, and without entities
        assert node.tag.startswith(namespace)
        assert node.tag.removeprefix(namespace) in NAMES
        for name, value in node.attrib.items():
            assert not FORBIDDEN_NAME.search(name), f"{name}={value}"
            assert not FORBIDDEN_VALUE.search(value), f"{name}={value}"


def test_colors_and_frames_stay(typesetter):
    svg = typesetter.svg(r"\color[RGB]{1,2,3} x + \color{red} z \fcolorbox{red}{#ff0}{y}").decode()
    assert all(f'fill="{color}"' in svg for color in ("#010203", "red", "#ff0"))
    assert svg.count("<polygon") == 4
    assert 'mathcolor="#010203"' in typesetter.mathml(r"\color[RGB]{1,2,3} x")


STATEFUL = [
    (r"\DeclareMathOperator{\frac}{oops} \frac", r"\frac{a}{b}"),
    (r"\DeclareMathOperator{\foo}{foo} \foo", r"\foo x"),
    (r"\definecolor{red}{rgb}{0,1,0} \color{red} x", r"\color{red} x"),
    (r"\DeclarePairedDelimiter{\sqrt}{(}{)} \sqrt{x}", r"\sqrt{x}"),
    (r"\newtagform{brackets}{[}{]} \usetagform{brackets} x", r"\usetagform{brackets} x"),
    (r"\mathtoolsset{centercolon=true} a := b", "a := b"),
    (r"\Newextarrow{\xmapsto}{5,5}{0x2190} \xmapsto{a}", r"\xmapsto{a}"),
    (r"\begin{equation} x \label{eq} \end{equation}", r"\eqref{eq}"),
    (r"x \label{eq}", r"y \label{eq}"),
    (r"\begin{equation} x \end{equation}", r"\begin{equation} y \end{equation}"),
]


def answer(typesetter, latex):
    try:
        return typesetter.svg(latex)
    except TypesettingError as refusal:
        return str(refusal)


@pytest.mark.parametrize(("before", "after"), STATEFUL)
def test_each_formula_is_typeset_as_if_it_were_the_first(typesetter, before, after):
    alone = answer(typesetter, after)
    typesetter.svg(before)
    assert answer(typesetter, after) == alone
    assert typesetter.svg(before) == typesetter.svg(before)


@pytest.mark.parametrize(
    "latex",
    [
        r"x\hspace{99999999em}y",
        r"\hspace{-99999999em}x",
        r"\rule{99999999em}{1em}",
        r"\rule{1em}{99999999em}",
        r"\rlap{\rule{99999999em}{1em}}",
        r"\raise 99999999em {x}",
        r"\begin{matrix} a \\[99999999em] b \end{matrix}",
        r"\genfrac(){99999999em}{0}{a}{b}",
        r"\hspace{" + "9" * 400 + "em}x",
        r"\kern " + "9" * 400 + "em x",
        r"\begin{alignat}{999999999} a &= b \end{alignat}",
        r"\begin{alignat*}{999999999} a &= b \end{alignat*}",
        r"\begin{alignedat}{9999999} a &= b \end{alignedat}",
        r"\begin{alignedat}[t]{9999999} a &= b \end{alignedat}",
    ],
)
@pytest.mark.parametrize("form", ["svg", "mathml"])
def test_a_formula_beyond_all_measure_is_refused_in_one_sentence(typesetter, latex, form):
    with pytest.raises(TypesettingError, match="too large to be drawn"):
        getattr(typesetter, form)(latex)


def test_columns_as_many_as_anyone_needs_are_aligned(typesetter):
    assert typesetter.svg(r"\begin{alignat}{3} a &= b & c &= d & e &= f \end{alignat}")
    assert typesetter.svg(r"\begin{alignedat}[t]{2} a &= b & c &= d \end{alignedat}")


@pytest.mark.parametrize(
    "latex",
    ["x\x00y", "\x01", "\ud800", "\\text{a\x0b}", r"\unicode{x1}", r"\unicode{xD800}", "\ufffe\uffff"],
)
def test_characters_that_xml_does_not_know_damage_no_copy(typesetter, latex):
    for source in (typesetter.svg(latex), typesetter.mathml(latex)):
        ElementTree.fromstring(source)  # noqa: S314
    assert QSvgRenderer(QByteArray(typesetter.svg(latex))).isValid()


def test_where_mathjax_itself_fails_the_sentence_is_for_people(typesetter):
    with pytest.raises(TypesettingError, match="cannot be drawn"):
        typesetter.svg(r"\unicode{x110000}")


def test_groups_that_say_nothing_are_left_out(typesetter):
    assert b"<g>" not in typesetter.svg(r"\frac{1}{1+\frac{1}{1+\frac{1}{x}}}")


def conversation(bundle):
    """Run the process's part in a process of its own, and return what it says first."""
    ours, theirs = Pipe()
    code = (
        "import sys; from multiprocessing.connection import Connection; from pathlib import Path;"
        "from img2latex_desktop.typesetting.process import serve;"
        "serve(Connection(int(sys.argv[1])), Path(sys.argv[2]))"
    )
    command = [sys.executable, "-c", code, str(theirs.fileno()), str(bundle)]
    with subprocess.Popen(command, pass_fds=[theirs.fileno()], stderr=subprocess.PIPE, text=True) as process:
        theirs.close()
        said = ours.recv()
        ours.close()
        return said, process.communicate(timeout=30)[1], process.returncode


@pytest.mark.parametrize("content", ["this is no script", "throw 1", b"\xff\xfe"])
def test_a_damaged_bundle_ends_the_process_with_a_reason(tmp_path, content):
    bundle = tmp_path / "mathjax.js"
    bundle.write_bytes(content if isinstance(content, bytes) else content.encode())
    said, errors, status = conversation(bundle)
    assert isinstance(said, Unavailable)
    assert "damaged" in str(said.problem)
    assert (errors, status) == ("", 0)


def test_it_ends_quietly_with_the_pipe():
    said, errors, status = conversation(PREVIEW_BUNDLE)
    assert not isinstance(said, Unavailable)
    assert (errors, status) == ("", 0)


APP_THAT_DIES = """
import functools, os, queue, signal, sys, time
from pathlib import Path
from img2latex_desktop.typesetting import process as typesetting
from img2latex_desktop.typesetting.process import Formula
from img2latex_desktop.service.link import WorkerLink

def serve(connection, bundle):
    typesetting.OWN_DEADLINE_S = 1.0
    typesetting.serve(connection, bundle)

if __name__ == "__main__":
    heard = queue.Queue()
    link = WorkerLink(functools.partial(serve, bundle=Path(sys.argv[1])), lambda link, said: heard.put(said))
    link.start()
    heard.get(timeout=30)
    link.send(Formula(sys.argv[2]))
    time.sleep(0.3)
    print(link._process.pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_an_app_killed_in_the_middle_of_an_endless_formula_leaves_no_process(tmp_path):
    program, bundle = tmp_path / "app.py", tmp_path / "mathjax.js"
    program.write_text(APP_THAT_DIES)
    bundle.write_text("globalThis.tex2mml = globalThis.tex2svg = () => { for (;;); };")
    environment = {"PYTHONPATH": str(Path(__file__).resolve().parents[3])}
    command = [sys.executable, str(program), str(bundle), "x"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    folder = Path("/proc", done.stdout.strip())
    assert folder.name.isdigit(), done.stderr
    wait_until(lambda: not folder.exists(), "The typesetter's process is left.", 15)
