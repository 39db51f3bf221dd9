"""What the documentation says is true: it builds, its links lead somewhere, its commands exist."""

import ast
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from jsonargparse import auto_cli
from playwright.sync_api import sync_playwright

from img2latex_desktop import APPLICATION_ID
from img2latex_desktop.base import paths
from img2latex_desktop.base.logs import LOG_NAME
from img2latex_desktop.cli import main as cli
from img2latex_desktop.doctor.screens import FORGET_PERMISSION
from img2latex_desktop.settings import Settings
from img2latex_desktop.system.shortcut_steps import shortcut_steps
from training.__main__ import STEPS, step_in

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
WRITTEN = sorted([*DOCS.glob("*.md"), *(ROOT / name for name in ("README.md", "CONTRIBUTING.md"))])
LOADING = {"script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src", "object": "data"}
"""What a browser fetches by itself; a link is followed by the reader only."""


class Page(HTMLParser):
    """What a page loads, where it leads, and which of its places can be led to."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.loaded, self.linked, self.places = [], [], {""}
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.places.add(values.get("id") or "")
        if tag == "a" and "href" in values:
            self.linked.append(values["href"])
        elif tag == "link" and values.get("rel") in ("stylesheet", "icon", "preload", "preconnect"):
            self.loaded.append(values["href"])
        elif LOADING.get(tag) in values:
            self.loaded.append(values[LOADING[tag]])


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> dict[Path, Page]:
    folder = tmp_path_factory.mktemp("site").resolve()
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    return {file: Page(file) for file in folder.rglob("*.html")}


def code_lines(file: Path) -> list[str]:
    """Return the lines of code blocks, each continued one as one, and what stands in backticks."""
    text = file.read_text(encoding="utf-8")
    blocks = re.findall(r"^ *```(?:sh|console|bash)\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    rest = re.sub(r"^ *```.*?^ *```", "", text, flags=re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.replace("\\\n", " ").splitlines()]
    return [line.strip() for line in [*lines, *re.findall(r"`([^`\n]+)`", rest)]]


def commands(program: str) -> list[tuple[str, list[str]]]:
    """Return each call of a program in the documentation: the page, and the arguments."""
    calls = []
    for file in WRITTEN:
        for line in code_lines(file):
            found = re.search(rf"(?:^|[\s/]){re.escape(program)}(?P<arguments>( [^|>&#…]*)?)", line)
            if found and not found["arguments"].startswith("."):
                calls.append((f"{file.name}: {line}", shlex.split(found["arguments"])))
    return calls


def written_sentences() -> str:
    """Return every text in the program's code."""
    texts = []
    for package in ("img2latex_desktop", "model", "training"):
        for file in (ROOT / package).rglob("*.py"):
            nodes = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            texts += [
                node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)
            ]
    return "\n".join(texts)


def status_of(parse: Callable[[], object]) -> int:
    """Return with which status a command line is refused, or answered at once as ``--version`` is; or 0."""
    try:
        parse()
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def test_nothing_is_loaded_from_elsewhere(site):
    for file, page in site.items():
        assert not [url for url in page.loaded if urlsplit(url).netloc], file


@pytest.mark.slow
def test_a_reader_of_the_files_can_search_and_asks_no_other_host_for_anything(site):
    start = next(file for file in site if file.name == "privacy.html")
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(start.as_uri())
        page.wait_for_function("typeof __index === 'object'")  # the search has its index
        page.click(".md-search__input")
        page.keyboard.type("clipboard manager", delay=50)
        page.wait_for_selector(".md-search-result__link >> nth=0")
        found = page.inner_text(".md-search-result__list")
        browser.close()
    assert "Troubleshooting" in found
    assert {urlsplit(url).scheme for url in asked} <= {"file", "data", "blob"}


def test_every_link_and_picture_leads_to_a_file_and_a_place_in_it(site):
    for file, page in site.items():
        if file.name == "404.html":  # shown in place of any page, it links from the root
            continue
        for url in [*page.loaded, *page.linked]:
            parts = urlsplit(url)
            if parts.scheme or parts.netloc:
                continue
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), f"{file.name}: {url}"
            if target in site:
                assert unquote(parts.fragment) in site[target].places, f"{file.name}: {url}"


def test_links_to_elsewhere_are_well_formed(site):
    for file, page in site.items():
        for url in page.linked:
            parts = urlsplit(url)
            if parts.scheme or parts.netloc:
                assert parts.scheme == "https", f"{file.name}: {url}"
                assert re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", parts.netloc), f"{file.name}: {url}"


def test_every_decision_is_listed(site):
    [index] = [page for file, page in site.items() if file.parts[-2:] == ("decisions", "index.html")]
    for decision in (DOCS / "decisions").glob("2*.md"):
        assert decision.with_suffix(".html").name in index.linked


def test_every_make_command_has_its_target():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for where, arguments in commands("make"):
        named = {word for word in arguments if "=" not in word}
        assert named <= targets, where


def test_every_command_of_the_program_is_understood(capsys):
    for where, arguments in commands("img2latex"):
        if arguments and re.match(r"(?!-).*[./\\]", arguments[0]):
            arguments = ["open", *arguments]
        status = status_of(lambda arguments=arguments: cli._parser().parse_args(arguments))
        assert status == 0, f"{where}: {capsys.readouterr().err}"


def test_every_step_of_training_understands_its_options(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    for where, arguments in commands("-m training"):
        if not arguments or arguments[0] in ("STEP", "--help"):
            continue
        name = step_in(arguments)
        assert name, f"{where}: no step is called {arguments[0]}"
        config = getattr(import_module(STEPS[name].module), STEPS[name].config)
        options = [*arguments[len(name.split()) :], "--print_config"]
        status = status_of(
            lambda config=config, options=options: auto_cli(config, args=options, as_positional=False)
        )
        assert status == 0, f"{where}: {capsys.readouterr().err}"


def test_every_module_that_is_run_exists():
    for file in WRITTEN:
        for line in code_lines(file):
            for module in re.findall(r"python -m ((?:img2latex_desktop|training|model)[\w.]*)", line):
                assert find_spec(module), f"{file.name}: {line}"


def test_sentences_quoted_from_the_program_are_its_own():
    code = written_sentences()
    text = (DOCS / "troubleshooting.md").read_text(encoding="utf-8")
    quoted = re.findall(r"“([^”]+)”", " ".join(text.split()))
    assert quoted
    for sentence in quoted:
        for part in sentence.split("…"):
            assert part.strip() in code, sentence


def test_what_is_kept_lies_where_the_page_on_privacy_says(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(variable, raising=False)
    text = (DOCS / "privacy.md").read_text(encoding="utf-8")
    for file in (paths.settings_file(), paths.history_file(), paths.log_folder() / LOG_NAME):
        assert f"`~/{file.relative_to(tmp_path)}`" in text
    assert f"`~/.config/autostart/{APPLICATION_ID}.desktop`" in text
    assert f"`~/.local/share/applications/{APPLICATION_ID}.desktop`" in text


def test_what_is_to_be_typed_on_a_desktop_is_what_the_program_says():
    text = " ".join((DOCS / "desktops.md").read_text(encoding="utf-8").replace("\\\n", " ").split())
    for desktop in ("sway", "Hyprland"):
        assert shortcut_steps(desktop, "img2latex snip", Settings().snip_hotkey).to_copy in text
    assert FORGET_PERMISSION in text
