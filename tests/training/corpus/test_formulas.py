import hashlib
import json
from pathlib import Path

import pytest

from training.corpus.formula_file import Formula, formula_key, read_formulas
from training.corpus.formulas import PrepareConfig, canonical_or_cause, prepare, split_of
from training.corpus.leaks import SPLITS, LeakError, leak_report, loose_form
from training.corpus.sources import Source, SourceError

LINES = Source(kind="lines", files=("*.txt",), licence="CC0", weight=0.5)
BENCHMARK = (
    Source(kind="im2latex_tsv", name="benchmark", files=("test.tsv",), split="im2latex_test"),
    Source(kind="im2latex_tsv", name="tuning", files=("validate.tsv",), split="im2latex_validation"),
)
GENERATOR = Source(kind="generator", name="generator", count=300, seed=4)


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    folder = tmp_path / "corpora"
    folder.mkdir()
    return folder


def run(corpora: Path, *sources: Source, **changes: object) -> tuple[Path, dict]:
    settings = {"min_count": 1, "numbered_share": 0.0, "workers": 1, "out": corpora.parent / "data"} | changes
    report = prepare(PrepareConfig(sources=sources, corpora=corpora, **settings))
    return settings["out"] / "formulas", report


def canonical_forms(folder: Path) -> dict[str, list[str]]:
    return {
        split: [formula.canonical for formula in read_formulas(folder / f"{split}.tsv")] for split in SPLITS
    }


def everywhere(folder: Path) -> list[Formula]:
    return [formula for split in SPLITS for formula in read_formulas(folder / f"{split}.tsv")]


def test_a_line_becomes_key_source_canonical_form_and_raw_text(corpora: Path) -> None:
    (corpora / "algebra.txt").write_text("{x}_{i}\t+ \\frac{a}{b+1} \\,\n")

    folder, _ = run(corpora, LINES)

    canonical = r"x _ i + \frac a { b + 1 }"
    assert everywhere(folder) == [
        Formula(formula_key(canonical), "algebra", canonical, r"{x}_{i} + \frac{a}{b+1} \,"),
    ]
    assert formula_key(canonical) == hashlib.sha256(canonical.encode()).hexdigest()[:16]


def test_equal_canonical_forms_are_kept_once_with_the_raw_text_of_the_first_source(corpora: Path) -> None:
    (corpora / "a.txt").write_text("x^{2}\n")
    (corpora / "b.txt").write_text("x^2\n{x}^2\n")

    folder, report = run(corpora, LINES)

    assert [(formula.source, formula.raw) for formula in everywhere(folder)] == [("a", "x^{2}")]
    assert report["sources"]["b"]["dropped"] == {"duplicate": 2}


def test_unreadable_formulas_are_counted_by_cause(corpora: Path) -> None:
    (corpora / "a.txt").write_text("x\n\\frac{a\n\\nosuchcommand\n\\nosuchthing x\n")

    folder, report = run(corpora, LINES)

    assert len(everywhere(folder)) == 1
    assert report["sources"]["a"]["read"] == 4
    assert report["dropped"] == {"unknown command": 2, "unbalanced": 1}


def test_whatever_equals_a_benchmark_formula_leaves_training(corpora: Path) -> None:
    (corpora / "test.tsv").write_text("7\tabc\ta ^ { 2 } + b\n")
    (corpora / "validate.tsv").write_text(
        "8\tabd\tc _ { 1 } = \\operatorname { s i n } x\n9\tabe\ta ^ { 2 } + b\n"
    )
    (corpora / "a.txt").write_text("a^2+b\nc_1=\\sin x\nd\n")

    folder, report = run(corpora, LINES, *BENCHMARK)

    forms = canonical_forms(folder)
    assert forms["im2latex_test"] == ["a ^ 2 + b"]
    assert forms["im2latex_validation"] == [r"c _ 1 = \sin x"]
    assert forms["train"] + forms["test"] + forms["validation"] == ["d"]
    assert report["sources"]["a"]["dropped"] == {
        "held out: equals one of im2latex_test": 1,
        "held out: equals one of im2latex_validation": 1,
    }
    assert report["sources"]["tuning"]["dropped"] == {"held out: equals one of im2latex_test": 1}


def test_spaces_and_a_final_full_stop_do_not_hide_a_benchmark_formula(corpora: Path) -> None:
    (corpora / "test.tsv").write_text("7\tabc\ta = b \\quad c .\n")
    (corpora / "a.txt").write_text("a=b c\na=b \\qquad c,\na=bc;\n")

    folder, report = run(corpora, LINES, *BENCHMARK)

    assert [formula.source for formula in everywhere(folder)] == ["benchmark"]
    assert report["dropped"] == {"held out: nearly equals one of im2latex_test": 3}


def test_the_benchmark_keeps_its_formula_even_where_it_is_too_long_to_train_on(corpora: Path) -> None:
    (corpora / "test.tsv").write_text("7\tabc\ta + b + c + d .\n")
    (corpora / "a.txt").write_text("a+b+c+d\n")

    folder, report = run(corpora, LINES, *BENCHMARK, max_tokens=7)

    assert everywhere(folder) == []
    assert report["dropped"] == {"held out: nearly equals one of im2latex_test": 1, "too long": 1}


def test_the_longest_formula_kept_has_max_tokens(corpora: Path) -> None:
    (corpora / "a.txt").write_text("a+b\na+bc\n")

    folder, _ = run(corpora, LINES, max_tokens=3)

    assert [formula.raw for formula in everywhere(folder)] == ["a+b"]


def test_a_token_too_rare_in_training_takes_its_formulas_along(corpora: Path) -> None:
    common = "".join(f"x = {number}\n" for number in range(100, 200))
    (corpora / "a.txt").write_text(common + "x = @\n")

    folder, report = run(corpora, LINES, min_count=2)

    vocabulary = json.loads((folder / "vocabulary.json").read_text())
    assert report["vocabulary"]["too rare"] == {"@": 1}
    assert report["dropped"] == {"rare token": 1}
    assert "@" not in vocabulary


def test_the_vocabulary_starts_with_the_special_tokens_and_knows_every_token_written(corpora: Path) -> None:
    folder, report = run(corpora, GENERATOR)

    vocabulary = json.loads((folder / "vocabulary.json").read_text())
    tokens = {token for formula in everywhere(folder) for token in formula.canonical.split()}
    assert vocabulary[:3] == ["<pad>", "<bos>", "<eos>"]
    assert tokens <= set(vocabulary)
    assert len(vocabulary) == len(set(vocabulary)) == report["vocabulary"]["size"]


def test_numbered_copies_are_trained_on_alone_and_counted(corpora: Path) -> None:
    generated = Source(kind="generator", name="generator", count=500, seed=4)
    folder, report = run(corpora, generated, numbered_share=0.3)

    sources = {split: {one.source for one in read_formulas(folder / f"{split}.tsv")} for split in SPLITS}
    assert "numbered" in sources.pop("train")
    assert not any("numbered" in names for names in sources.values())
    assert 80 < report["numbered"] < 200


def test_splits_hold_about_two_in_a_hundred_and_never_shift(corpora: Path) -> None:
    folder, report = run(corpora, Source(kind="generator", name="generator", count=3000, seed=4))

    sizes = {split: report["splits"][split]["formulas"] for split in ("train", "validation", "test")}
    total = sum(sizes.values())
    assert 0.01 < sizes["test"] / total < 0.035
    assert 0.01 < sizes["validation"] / total < 0.035
    for split in sizes:
        assert all(split_of(formula.key) == split for formula in read_formulas(folder / f"{split}.tsv"))


def test_a_second_run_writes_the_same_bytes_in_any_number_of_processes(corpora: Path, tmp_path: Path) -> None:
    (corpora / "a.txt").write_text("x^2\n\\alpha\n")

    first, _ = run(corpora, LINES, GENERATOR, out=tmp_path / "first")
    second, _ = run(corpora, LINES, GENERATOR, out=tmp_path / "second", workers=2)

    names = sorted(path.name for path in first.iterdir())
    assert names == sorted([*(f"{split}.tsv" for split in SPLITS), "report.json", "vocabulary.json"])
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in names)


def test_the_archive_keeps_its_official_splits(corpora: Path) -> None:
    archive = corpora / "im2latex-100k"
    archive.mkdir()
    # latin-1, a carriage return within a formula, only \n ends a line
    (archive / "im2latex_formulas.lst").write_bytes(b"a=1\nb=2%\xe9\nc=3\r+4\nd=5\n")
    (archive / "im2latex_train.lst").write_text("2 aaa basic\n0 bbb basic")
    (archive / "im2latex_validate.lst").write_text("1 ccc basic")
    (archive / "im2latex_test.lst").write_text("3 ddd basic")

    folder, _ = run(corpora, Source(kind="im2latex_zenodo", name="im2latex", files=("im2latex-100k",)))

    forms = canonical_forms(folder)
    assert forms["train"] == ["c = 3 + 4", "a = 1"]
    assert forms["im2latex_validation"] == ["b = 2"]
    assert forms["im2latex_test"] == ["d = 5"]


def test_an_incomplete_archive_is_refused(corpora: Path) -> None:
    archive = corpora / "im2latex-100k"
    archive.mkdir()
    (archive / "im2latex_formulas.lst").write_bytes(b"a\n")
    (archive / "im2latex_train.lst").write_text("5 aaa basic")

    with pytest.raises(SourceError, match="not a complete im2latex-100k download"):
        run(corpora, Source(kind="im2latex_zenodo", name="im2latex", files=("im2latex-100k",)))


def test_a_file_belongs_to_the_first_source_that_names_it(corpora: Path) -> None:
    (corpora / "a.txt").write_text("x\n")
    (corpora / "b.txt").write_text("y\n")

    _, report = run(corpora, Source(kind="lines", files=("b.txt",), weight=3.0), LINES)

    assert {name: facts["weight"] for name, facts in report["sources"].items()} == {"b": 3.0, "a": 0.5}
    assert report["sources"]["a"]["licence"] == "CC0"
    assert report["sources"]["b"]["read"] == 1


def test_missing_files_are_reported_and_an_error_where_required(corpora: Path) -> None:
    _, report = run(corpora, Source(kind="lines", files=("none/*.txt",)))
    assert report["missing"] == ["none/*.txt"]

    with pytest.raises(SourceError, match=r"none/\*\.txt"):
        run(corpora, Source(kind="lines", files=("none/*.txt",), required=True))


def test_a_table_with_missing_fields_is_refused_by_line(corpora: Path) -> None:
    (corpora / "test.tsv").write_text("1\tabc\tx\n2\tx\n")

    with pytest.raises(SourceError, match=r"test\.tsv, line 2"):
        run(corpora, *BENCHMARK)


def test_a_planted_leak_is_found_in_the_files(corpora: Path) -> None:
    folder, _ = run(corpora, GENERATOR)
    stolen = (folder / "test.tsv").read_text().split("\n")[0]
    key, source, canonical, raw = stolen.split("\t")

    with (folder / "train.tsv").open("a") as file:
        file.write(f"{key}\t{source}\t{canonical} .\t{raw}\n")

    with pytest.raises(LeakError, match="test and train share 1"):
        leak_report(folder)


@pytest.mark.parametrize(
    ("canonical", "loose"),
    [
        (r"a \quad b .", "a b"),
        ("a . ,", "a"),
        ("a . b", "a . b"),
        ("3 . 5 ;", "3 . 5"),
        (".", ""),
    ],
)
def test_the_loose_form_leaves_out_spaces_and_final_punctuation(canonical: str, loose: str) -> None:
    assert loose_form(canonical) == loose


def test_a_reason_is_given_for_what_cannot_be_read() -> None:
    assert canonical_or_cause("x_{1}") == ("x _ 1", "")
    assert canonical_or_cause("") == ("", "empty")


def test_the_shipped_configuration_prepares_without_any_corpus(corpora: Path) -> None:
    from jsonargparse import auto_cli

    data = Path(__file__).parents[3] / "training" / "configs" / "data.yaml"
    config = auto_cli(
        PrepareConfig, args=["--config", str(data), "--corpora", str(corpora)], as_positional=False
    )

    names = {source.kind for source in config.sources}
    assert names == {"lines", "im2latex_tsv", "im2latex_zenodo", "generator", "balanced"}
    assert not any(source.required for source in config.sources)
    assert all(source.weight == 0 for source in config.sources if source.split and source.split != "train")
