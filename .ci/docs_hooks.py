"""What MkDocs calls while it builds the documentation: pages take these things from where they are."""

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

DECISIONS = "<!-- decisions -->"
LINK = re.compile(r"(?<!!)\[(?P<text>[^\]]+)\]\((?P<target>[^)#\s]+)\)")
ICON = "images/img2latex.svg"  # as the pages know it


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Let the pages have the program's icon."""
    icon = Path(config.config_file_path).parent / "resources" / "icons" / "img2latex.svg"
    files.append(File.generated(config, ICON, abs_src_path=str(icon)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Put the list of decisions where a page asks for it, and name files that are no part of the pages."""
    docs = Path(config.docs_dir)
    if DECISIONS in markdown:
        markdown = markdown.replace(DECISIONS, "\n".join(decisions(docs / "decisions")))
    return LINK.sub(lambda link: named(link, docs, Path(page.file.abs_src_path or docs).parent), markdown)


def named(link: re.Match[str], docs: Path, folder: Path) -> str:
    """Return a link; one to a file that is in the repository but no page becomes that file's name."""
    target = (folder / link["target"]).resolve()
    if "://" in link["target"] or target.is_relative_to(docs) or not target.exists():
        return link[0]
    return f"{link['text']} (`{target.relative_to(docs.parent)}`)"


def decisions(folder: Path) -> list[str]:
    """Return a line for each decision, the newest first."""
    files = sorted(folder.glob("2*.md"), key=lambda file: file.name, reverse=True)
    return [f"- {file.name[:10]} · [{title(file)}]({file.name})" for file in files]


def title(file: Path) -> str:
    """Return the heading of a decision, without the date that some begin with."""
    heading = file.read_text(encoding="utf-8").splitlines()[0]
    return re.sub(r"^# (\d{4}-\d{2}-\d{2} · )?", "", heading)
