"""A Debian system of its own in a folder: what a package does to a machine is tried there. Needs root."""

import shutil
import subprocess
from pathlib import Path

SUITE = "bookworm"  # Debian 12, the oldest that is supported
USER = "ada"
HOME = Path("/home", USER)
# Each command gets mounts of its own, which end with it: nothing is left to unmount.
ENTER = """
mount --types proc proc "$1/proc"
mount --types tmpfs tmpfs "$1/tmp"
mount --rbind /dev "$1/dev"
root=$1; shift
exec chroot $USERSPEC "$root" "$@"
"""


class DebianSystem:
    """Debian without Python or compiler, with one ordinary user."""

    def __init__(self, folder: Path) -> None:
        """Make the system in a folder that does not exist yet; takes half a minute and 200 MB."""
        self.root = folder
        command = ["mmdebstrap", "--quiet", "--variant=minbase", "--format=directory", SUITE, str(folder)]
        subprocess.run(command, check=True, capture_output=True, timeout=600)
        for name in ("resolv.conf", "hosts"):  # apt asks the same servers in the same way as outside
            shutil.copyfile(Path("/etc", name), folder / "etc" / name)
        for file in Path("/etc/apt/apt.conf.d").glob("*proxy*"):
            shutil.copy(file, folder / "etc/apt/apt.conf.d")
        self.run("useradd", "--create-home", "--shell", "/bin/bash", USER)

    def run(self, *command: str, user: str = "root", check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a command inside, without anything of the environment outside."""
        home = HOME if user == USER else Path("/root")
        environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": str(home), "LANG": "C.UTF-8"}
        environment |= {"DEBIAN_FRONTEND": "noninteractive", "USERSPEC": f"--userspec={user}"}
        enter = ["unshare", "--mount", "bash", "-ec", ENTER, "bash", str(self.root), *command]
        done = subprocess.run(
            enter,
            env=environment,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=600,
            check=False,
        )
        if check and done.returncode != 0:
            raise AssertionError(f"{' '.join(command)}: {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done

    def copy_in(self, file: Path) -> str:
        """Copy a file to where everyone may read it, and return its path inside."""
        target = self.root / "srv" / file.name
        shutil.copyfile(file, target)
        return f"/srv/{file.name}"

    def files(self) -> set[str]:
        """Return all paths but those below folders that are filled while a command runs."""
        return {
            str(path.relative_to(self.root))
            for folder in self.root.iterdir()
            if folder.name not in ("proc", "dev", "sys", "tmp", "run")
            for path in (folder, *folder.rglob("*"))
        }
