"""The workflows of the repository's host are read by actionlint, and what they call is there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = ROOT / ".github" / "workflows"
GIVEN_SECRETS = {  # what a step that is given a secret may run: what signs or publishes
    "./packaging/windows/pack.ps1",
    "packaging/macos/sign_and_pack.sh",
    "gpg",
    "gh release create",
}


JOBS = [
    pytest.param(job, id=f"{file.stem}/{name}")
    for file in sorted(WORKFLOWS.glob("*.yml"))
    for name, job in yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"].items()
]


@pytest.mark.packaging
def test_actionlint_finds_nothing():
    actionlint = Path(sys.executable).with_name("actionlint")
    files = sorted(WORKFLOWS.glob("*.yml"))
    assert WORKFLOWS / "ci.yml" in files
    done = subprocess.run([actionlint, *files], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_every_script_that_is_called_is_there():
    text = "".join(file.read_text(encoding="utf-8") for file in WORKFLOWS.glob("*.yml"))
    called = set(re.findall(r"(?:\./|python3? |bash |^ *| )((?:packaging|\.ci)/[\w./]+)", text, re.MULTILINE))
    assert len(called) >= 5
    assert [path for path in called if not (ROOT / path).exists()] == []


def test_a_release_waits_for_the_tests_and_for_every_system():
    text = (WORKFLOWS / "release.yml").read_text(encoding="utf-8")
    assert "needs: [tests, linux, windows, macos]" in text


def test_every_make_target_that_is_called_is_there():
    text = "".join(file.read_text(encoding="utf-8") for file in WORKFLOWS.glob("*.yml"))
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"run: make ([a-z-]+)", text)) <= targets


@pytest.mark.parametrize("job", JOBS)
def test_actions_and_images_are_named_by_digest(job):
    for step in job.get("steps", []):
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", step.get("uses", "a/b@" + 40 * "0"))
    image = job.get("container", {}).get("image")
    assert image is None or re.fullmatch(r"[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}", image)
    assert job.get("uses", "./").startswith("./")


def test_every_digest_of_an_action_has_its_version_beside_it():
    text = "".join(file.read_text(encoding="utf-8") for file in WORKFLOWS.glob("*.yml"))
    named = re.findall(r"uses: ([\w-]+/[\w-]+@.*)", text)
    assert named
    assert [line for line in named if not re.search(r"@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line)] == []
    assert len({line.split("@")[0] for line in named}) == len(set(named))  # one version of each


@pytest.mark.parametrize("job", JOBS)
def test_only_what_signs_or_publishes_is_given_a_secret(job):
    secret = re.compile(r"\$\{\{.*?\b(secrets\.|github\.token)")
    assert not secret.search(str({key: value for key, value in job.items() if key != "steps"}))
    for step in job.get("steps", []):
        if secret.search(str(step)):
            assert not secret.search(step["run"])  # by the environment, never in the text of a script
            assert any(program in step["run"] for program in GIVEN_SECRETS)
            assert not re.search(r"\b(pip|make|npm|apt-get|build\.ps1|smoke_test)\b", step["run"])
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
