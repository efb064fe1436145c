"""What `infra/setup` installs is what was written down."""

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
import unittest
import zipfile
from importlib import metadata
from pathlib import Path

INFRA = Path(__file__).absolute().parents[1]
NAME = "headroom_setup_probe"


def wheel(folder):
    """A package with nothing in it; answers the SHA-256 of its file."""
    info = f"{NAME}-1.0.dist-info"
    path = folder / f"{NAME}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {NAME}\nVersion: 1.0\n")
        made.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        made.writestr(f"{info}/RECORD", "")
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Lock(unittest.TestCase):
    def setUp(self):
        work = tempfile.TemporaryDirectory()
        self.addCleanup(work.cleanup)
        self.folder = Path(work.name)
        shutil.copy(INFRA / "setup", self.folder)
        # The CDK is installed already.
        (self.folder / "cdk" / "node_modules").mkdir(parents=True)
        for file in ("package-lock.json", "node_modules/.lock-installed"):
            (self.folder / "cdk" / file).write_text("{}")
        self.sha256 = wheel(self.folder)

    def set_up(self, sha256):
        (self.folder / "requirements.lock").write_text(f"{NAME}==1.0 --hash=sha256:{sha256}\n")
        return subprocess.run(
            [self.folder / "setup"],
            env={**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.folder), "PIP_EXTRA_INDEX_URL": ""},
            capture_output=True, text=True, check=False, timeout=120,
        )

    def test_a_package_whose_bytes_are_others_is_refused(self):
        done = self.set_up("0" * 64)
        self.assertNotEqual(0, done.returncode)
        self.assertIn("DO NOT MATCH THE HASHES", done.stderr)
        done = self.set_up(self.sha256)
        self.assertEqual(0, done.returncode, done.stderr)


class Versions(unittest.TestCase):
    def test_everything_that_is_installed_has_the_version_that_is_written_down(self):
        pins = {}
        for file in ("requirements.txt", "constraints.txt"):
            for line in (INFRA / file).read_text().splitlines():
                if line and not line.startswith("#"):
                    name, version = re.fullmatch(r"([A-Za-z0-9_.-]+)(?:\[[a-z]+\])?==(\S+)", line).groups()
                    pins[name] = version
        self.assertGreater(len(pins), 50)
        self.assertEqual(pins, {name: metadata.version(name) for name in pins})


if __name__ == "__main__":
    unittest.main()
