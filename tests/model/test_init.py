import re
from pathlib import Path

import model

ROOMS = Path(model.__file__).parent


def test_the_map_names_every_room_and_module():
    named = set(re.findall(r"``(\w+)``", model.__doc__))
    there = {
        path.stem for path in ROOMS.glob("*/*") if path.suffix == ".py" or (path / "__init__.py").is_file()
    }
    there |= {path.name for path in ROOMS.iterdir() if (path / "__init__.py").is_file()}
    assert named == there - {"__init__"}
