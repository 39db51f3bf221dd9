"""What PyInstaller takes of torch: the modules that are imported, and the libraries that torch loads by name.

Stands in for the hook that PyInstaller brings along, which takes every module, source and test of torch.
"""

import re
from pathlib import Path

from PyInstaller.utils.hooks import collect_dynamic_libs, get_module_file_attribute

FOLDER = Path(get_module_file_attribute("torch")).parent
TESTS = ("aoti_custom_ops", "backend_with_compiler", "jitbackend_test", "torchbind_test")
READS_ITS_SOURCE = re.compile(r"install_config_module\(|_overload as |@(torch\._jit_internal\.)?_overload")

binaries = [
    (source, target)
    for source, target in collect_dynamic_libs("torch")
    if Path(target).name == "lib" and not any(test in Path(source).name for test in TESTS)
]
binaries += [
    (str(path), "torch/bin") for path in FOLDER.glob("bin/torch_shm_manager*")
]  # must be there at import
module_collection_mode = {
    ".".join(("torch", *path.relative_to(FOLDER).with_suffix("").parts)): "pyz+py"
    for path in FOLDER.rglob("*.py")
    if READS_ITS_SOURCE.search(path.read_text(encoding="utf-8"))
}
bindepend_symlink_suppression = ["**/torch/lib/*.so*"]  # torch looks for its libraries at their real place
