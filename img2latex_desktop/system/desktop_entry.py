"""The program's entry in the menu of a Linux desktop, by which the portal of Wayland knows it too. No Qt.

The portal takes a program's name only where an entry of that name is installed. A package of the distribution
brings one; an installation by pip writes its own. Format: freedesktop.org, Desktop Entry Specification 1.5.
"""

import logging
import os
from pathlib import Path

from img2latex_desktop import APPLICATION_ID

logger = logging.getLogger(__name__)

SYSTEM_DATA_FOLDERS = "/usr/local/share:/usr/share"  # where XDG_DATA_DIRS says nothing else
TEMPLATE = """\
[Desktop Entry]
Type=Application
Name=Img2LaTeX
Comment=Snip an equation and get its LaTeX
Comment[de]=Eine Formel ausschneiden und als LaTeX erhalten
Exec={start} %F
Icon={icon}
Terminal=false
MimeType=image/png;image/apng;image/jpeg;image/gif;image/webp;image/bmp;image/tiff;\
image/x-portable-pixmap;image/x-portable-graymap;image/x-portable-bitmap;image/x-portable-anymap;
Categories=Education;Math;
Keywords=LaTeX;equation;formula;screenshot;OCR;
StartupNotify=false
Actions=snip;

[Desktop Action snip]
Name=Snip an equation
Name[de]=Formel ausschneiden
Exec={snip}
"""


def write_desktop_entry(data_folder: Path, *, start: str, snip: str, icon: Path) -> None:
    """Write the entry, unless the system has one or this very one is there; a failure is only logged.

    Args:
        data_folder: The user's, ``XDG_DATA_HOME``.
        start: Starts the program, as a value of the key Exec; pictures to open come after it.
        snip: Asks the running one for a snip, likewise.
        icon: A picture file.
    """
    name = Path("applications", f"{APPLICATION_ID}.desktop")
    system_folders = os.environ.get("XDG_DATA_DIRS") or SYSTEM_DATA_FOLDERS
    if any(Path(folder, name).exists() for folder in system_folders.split(":") if folder):
        return
    file, entry = data_folder / name, TEMPLATE.format(start=start, snip=snip, icon=icon)
    try:
        if not file.exists() or file.read_text(encoding="utf-8") != entry:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(entry, encoding="utf-8")
            logger.info("Wrote %s", file)
    except (OSError, ValueError) as problem:
        logger.warning("No entry in the menu: %s", problem)
