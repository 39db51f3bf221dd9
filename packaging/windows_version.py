"""What Windows shows of the program under “Details”: a version resource, as PyInstaller reads it."""

from pathlib import Path

NAME = "Img2LaTeX"
PURPOSE = "Snip an equation and get its LaTeX"
ENGLISH, UNICODE = 0x0409, 1200  # language and character set of the texts


def write_version(version: str, program: str, folder: Path) -> Path:
    """Write the resource and return its file.

    Args:
        version: Such as ``1.2.3``; what stands behind the numbers is only shown.
        program: File name of the program.
        folder: Gets the file; made where it is missing.
    """
    parts = [int(part) for part in version.split("+")[0].split(".") if part.isdecimal()]
    numbers = tuple([*parts, 0, 0, 0, 0][:4])
    texts = {
        "CompanyName": NAME,
        "FileDescription": PURPOSE,
        "FileVersion": version,
        "InternalName": "img2latex",
        "LegalCopyright": "MIT licence",
        "OriginalFilename": program,
        "ProductName": NAME,
        "ProductVersion": version,
    }
    strings = ", ".join(f"StringStruct({name!r}, {text!r})" for name, text in texts.items())
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "version.txt"
    file.write_text(
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}), kids=["
        f"StringFileInfo([StringTable('{ENGLISH:04X}{UNICODE:04X}', [{strings}])]), "
        f"VarFileInfo([VarStruct('Translation', [{ENGLISH}, {UNICODE}])])])\n",
        encoding="utf-8",
    )
    return file
