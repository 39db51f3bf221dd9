"""Import torchvision where its compiled operators do not fit the installed torch.

A torchvision built for CUDA beside a torch built for the CPU, or the reverse, cannot load its compiled
extension and fails at import: it attaches shape rules to operators that nobody has defined. Only those
operators are lost: transforms, models and image grids are plain Python. So the missing ones are declared,
without an implementation, and the import is tried again. Where the pair fits, this is an ordinary import.

All of ``training`` takes torchvision from here: ``from training.torchvision_compat import transforms``.
"""

import importlib
import re
import sys
from types import ModuleType

import torch

# WORKAROUND: torchvision demands its compiled operators, https://github.com/pytorch/vision/issues/9085;
# drop when it can be imported without them.
_MISSING = re.compile(r"operator torchvision::(\w+) does not exist")
_ATTEMPTS = 16  # each reveals one operator; torchvision 0.28 misses two, nms and qnms

# FRAGMENT, because a real extension makes the DEF; it must outlive the import, or its operators vanish again.
_declared = torch.library.Library("torchvision", "FRAGMENT")  # type: ignore[no-untyped-call]


def import_torchvision(name: str = "torchvision") -> ModuleType:
    """Import torchvision or a submodule, declaring the operators that it misses.

    Calling a declared operator, such as ``torchvision.ops.nms``, still raises a RuntimeError that names it.

    Raises:
        ImportError: torchvision is not installed.
        RuntimeError: The import fails for another reason.
    """
    for _ in range(_ATTEMPTS):
        try:
            return importlib.import_module(name)
        except RuntimeError as error:
            missing = _MISSING.search(str(error))
            if missing is None:
                raise
            # The schema of both operators; a shape rule can be attached to no operator without one.
            schema = f"{missing[1]}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor"
            _declared.define(schema)  # type: ignore[no-untyped-call]
            for half_imported in [module for module in sys.modules if module.split(".")[0] == "torchvision"]:
                del sys.modules[half_imported]
    raise RuntimeError(f"{name} still misses operators after {_ATTEMPTS} were declared")


torchvision = import_torchvision()
transforms = import_torchvision("torchvision.transforms.v2")
