"""What `infra/setup` installs is what was written down."""

import base64
import hashlib
import os
import shutil
import subprocess
import tempfile
import unittest
import zipfile
from importlib import metadata
from pathlib import Path

from releasing import installed

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
        pins = installed.pinned()
        self.assertGreater(len(pins), 50)
        self.assertEqual(pins, {name: metadata.version(name) for name in pins})

    def test_every_file_of_it_is_the_one_that_is_written_down(self):
        wrong, _ = installed.compared([metadata.distribution(name) for name in installed.pinned()], installed.written())
        self.assertEqual([], wrong)
        kinds = [kind.split(" ")[0].replace("_", "-") for kind in installed.written()]
        self.assertEqual(sorted(name.lower() for name in installed.pinned()), sorted(set(kinds)))


class Contents(unittest.TestCase):
    """What is there already is not looked at by pip, whose hashes are of archives."""

    def setUp(self):
        work = tempfile.TemporaryDirectory()
        self.addCleanup(work.cleanup)
        self.folder = Path(work.name)
        self.code = b"print('as released')\n"
        (self.folder / f"{NAME}.py").write_bytes(self.code)
        info = self.folder / f"{NAME}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {NAME}\nVersion: 1.0\n")
        (info / "WHEEL").write_text("Wheel-Version: 1.0\nTag: py3-none-any\n")
        (info / "INSTALLER").write_text("pip\n")
        self.record(self.code)

    def record(self, code):
        def line(file, content):
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            return f"{file},sha256={digest},{len(content)}\n"

        info = self.folder / f"{NAME}-1.0.dist-info"
        lines = [line(f"{NAME}.py", code)]
        lines += [line(f"{info.name}/{file}", (info / file).read_bytes()) for file in ("METADATA", "WHEEL", "INSTALLER")]
        lines += [f"{info.name}/RECORD,,\n", f"__pycache__/{NAME}.cpython-311.pyc,,\n", "../../../bin/probe,sha256=x,1\n"]
        (info / "RECORD").write_text("".join(lines))

    def package(self):
        return next(iter(metadata.distributions(path=[str(self.folder)])))

    def test_what_is_as_it_was_written_down_is_taken_whoever_installed_it(self):
        known = dict([installed.digest(self.package())])
        self.assertEqual([f"{NAME} 1.0 py3-none-any"], list(known))
        (self.folder / f"{NAME}-1.0.dist-info" / "INSTALLER").write_text("another\n")
        self.record(self.code)
        self.assertEqual(([], []), installed.compared([self.package()], known))

    def test_a_file_that_was_changed_is_told(self):
        known = dict([installed.digest(self.package())])
        (self.folder / f"{NAME}.py").write_text("print('changed')\n")
        wrong, unknown = installed.compared([self.package()], known)
        self.assertEqual([f"{NAME} 1.0: {NAME}.py is not the file that was in its archive"], wrong)
        self.assertEqual([], unknown)

    def test_a_file_that_was_changed_together_with_its_list_is_told(self):
        known = dict([installed.digest(self.package())])
        (self.folder / f"{NAME}.py").write_bytes(b"print('changed')\n")
        self.record(b"print('changed')\n")
        wrong, _ = installed.compared([self.package()], known)
        self.assertEqual([f"{NAME} 1.0 py3-none-any: its files are not those that were written down"], wrong)

    def test_a_kind_of_which_nothing_is_written_down_is_told_and_no_fault(self):
        self.assertEqual(([], [f"{NAME} 1.0 py3-none-any"]), installed.compared([self.package()], {}))


if __name__ == "__main__":
    unittest.main()
