import pytest


class Kept:
    """Stands for each class of PyInstaller's version resources, which load on Windows alone."""

    def __init__(self, *arguments, **named):
        self.arguments = arguments
        self.named = named


NAMES = (
    "VSVersionInfo",
    "FixedFileInfo",
    "StringFileInfo",
    "StringTable",
    "StringStruct",
    "VarFileInfo",
    "VarStruct",
)


@pytest.mark.parametrize(
    ("version", "numbers"),
    [("1.2.3", (1, 2, 3, 0)), ("0.1.0+4.gabc", (0, 1, 0, 0)), ("2.0rc1", (2, 0, 0, 0))],
)
def test_windows_is_told_version_purpose_and_name(load, tmp_path, version, numbers):
    file = load("windows_version.py").write_version(version, "img2latex.exe", tmp_path / "new")
    resource = eval(file.read_text(encoding="utf-8"), dict.fromkeys(NAMES, Kept))  # noqa: S307 (as PyInstaller does)
    assert resource.named["ffi"].named["filevers"] == numbers
    table = resource.named["kids"][0].arguments[0][0]
    texts = dict(each.arguments for each in table.arguments[1])
    assert table.arguments[0] == "040904B0"
    assert texts["ProductVersion"] == version
    assert texts["OriginalFilename"] == "img2latex.exe"
    assert texts["ProductName"] == "Img2LaTeX"
