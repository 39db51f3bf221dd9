import subprocess
import sys

import pytest
import torch

from training.torchvision_compat import import_torchvision, torchvision, transforms


def test_transforms_and_image_grids_work():
    image = torch.rand(1, 8, 12)
    assert transforms.GaussianBlur(3)(image).shape == (1, 8, 12)
    assert transforms.RandomAffine(degrees=1)(image).shape == (1, 8, 12)
    assert torchvision.utils.make_grid([image, image]).shape[0] == 3


def test_a_missing_submodule_is_still_an_import_error():
    with pytest.raises(ImportError):
        import_torchvision("torchvision.nothing")


def run(program):
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=False
    )


def make_package(folder, init):
    (folder / "torchvision").mkdir()
    (folder / "torchvision" / "__init__.py").write_text(init, encoding="utf-8")
    transforms = folder / "torchvision" / "transforms"
    transforms.mkdir()
    for package in (transforms, transforms / "v2"):
        package.mkdir(exist_ok=True)
        (package / "__init__.py").write_text("", encoding="utf-8")
    return f"import sys; sys.path.insert(0, {str(folder)!r})\n"


def test_operators_are_declared_until_the_import_succeeds(tmp_path):
    # GIVEN a torchvision that attaches shape rules to two operators nobody defined
    start = make_package(
        tmp_path,
        "import torch\n"
        "@torch.library.register_fake('torchvision::first')\n"
        "def first(dets, scores, iou_threshold): ...\n"
        "@torch.library.register_fake('torchvision::second')\n"
        "def second(dets, scores, iou_threshold): ...\n"
        "attempt = 'the whole module ran'\n",
    )
    # WHEN / THEN
    done = run(start + "from training.torchvision_compat import torchvision; print(torchvision.attempt)")
    assert done.stdout.strip() == "the whole module ran", done.stderr


def test_a_torchvision_that_fits_is_left_alone(tmp_path):
    start = make_package(tmp_path, "import torch\n")
    done = run(
        start
        + "from training import torchvision_compat\n"
        + "import torch; print(hasattr(torch.ops.torchvision, 'nms'))"
    )
    assert done.stdout.strip() == "False", done.stderr


def test_another_failure_of_the_import_is_not_hidden(tmp_path):
    start = make_package(tmp_path, "raise RuntimeError('the disk is on fire')")
    done = run(start + "import training.torchvision_compat")
    assert done.stderr.strip().endswith("RuntimeError: the disk is on fire")
