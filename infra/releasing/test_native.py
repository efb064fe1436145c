"""`infra/native` builds in an image that is named by its digest."""

import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

INFRA = Path(__file__).absolute().parents[1]
IMAGE = "quay.io/quarkus/ubi9-quarkus-mandrel-builder-image@sha256:" + "a" * 64


class Native(unittest.TestCase):
    def setUp(self):
        work = tempfile.TemporaryDirectory()
        self.addCleanup(work.cleanup)
        self.folder = Path(work.name)
        (self.folder / "infra").mkdir()
        shutil.copy(INFRA / "native", self.folder / "infra")
        self.program("mvnw", 'echo "mvnw $*"')
        self.program("bin/docker", f'echo "docker $*" >&2; [ "$1" = pull ] || echo "{IMAGE}"')
        self.image = self.folder / "infra" / "builder-image"

    def program(self, name, body):
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\n{body}\n")
        path.chmod(0o755)

    def build(self, *arguments):
        return subprocess.run(
            [self.folder / "infra" / "native", *arguments],
            env={**os.environ, "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}"},
            capture_output=True, text=True, check=False, timeout=60,
        )

    def test_the_first_build_writes_down_which_image_it_is_and_the_next_takes_that(self):
        first = self.build()
        self.assertEqual(0, first.returncode, first.stderr)
        self.assertIn("docker pull quay.io/quarkus/ubi9-quarkus-mandrel-builder-image:jdk-25", first.stderr)
        self.assertEqual(IMAGE, self.image.read_text().strip())
        self.assertIn(f"-Dquarkus.native.builder-image={IMAGE}", first.stdout)

        again = self.build("-DskipTests")
        self.assertNotIn("docker pull", again.stderr)
        self.assertIn(f"-Dquarkus.native.builder-image={IMAGE} -DskipTests", again.stdout)

    def test_an_image_without_a_digest_is_refused(self):
        self.image.write_text("quay.io/quarkus/ubi9-quarkus-mandrel-builder-image:jdk-25\n")
        done = self.build()
        self.assertEqual(1, done.returncode)
        self.assertIn("infra/builder-image has no digest", done.stderr)
        self.assertEqual("", done.stdout)

    def test_a_fetch_that_fails_writes_nothing_down(self):
        self.program("bin/docker", "exit 1")
        self.assertNotEqual(0, self.build().returncode)
        self.assertFalse(self.image.exists())


if __name__ == "__main__":
    unittest.main()
