"""The scripts of packaging/ are no package: a test loads the one it is about."""

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def load():
    """Return what loads a script by its path below packaging/."""

    def loaded(path):
        name = f"packaging_{Path(path).stem}"
        sys.path.insert(0, str(ROOT / "packaging"))  # scripts find their neighbors
        specification = importlib.util.spec_from_file_location(name, ROOT / "packaging" / path)
        module = importlib.util.module_from_spec(specification)
        sys.modules[name] = module  # dataclasses look themselves up there
        specification.loader.exec_module(module)
        return module

    return loaded
