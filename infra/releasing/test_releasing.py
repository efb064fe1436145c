"""A release is whole, its sums hold, and its templates are what the stack's are."""

import argparse
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from releasing.__main__ import pinned
from releasing.bundle import SUMS, cloudformation_template, make
from parity import sam
from parity.facts import differences, facts
from parity.templates import SCENARIOS
from schema.lint import findings


def component(ref, scope):
    return {"bom-ref": ref, "name": ref, "properties": [{"name": "quarkus:component:scope", "value": scope}]}


BOM = {
    "bomFormat": "CycloneDX",
    "metadata": {"component": {"bom-ref": "headroom"}},
    "components": [component("sqs", "runtime"), component("arc-deployment", "development")],
    "dependencies": [
        {"ref": "headroom", "dependsOn": ["sqs", "arc-deployment"]},
        {"ref": "sqs", "dependsOn": []},
        {"ref": "arc-deployment", "dependsOn": ["sqs"]},
    ],
}


class Release(unittest.TestCase):
    def setUp(self):
        work = tempfile.TemporaryDirectory()
        self.addCleanup(work.cleanup)
        self.work = Path(work.name)
        for name in ("jvm.zip", "native.zip"):
            (self.work / name).write_text(name)
        (self.work / "sbom.json").write_text(json.dumps(BOM))
        self.folder = self.work / "release"
        self.files = make(
            self.folder, "1.2.3", self.work / "jvm.zip", self.work / "native.zip", "arm64", self.work / "sbom.json", {"version": "1.2.3"}
        )

    def test_everything_is_there_and_has_its_sum(self):
        done = subprocess.run(["sha256sum", "-c", "--strict", SUMS], cwd=self.folder, capture_output=True, text=True)
        self.assertEqual(0, done.returncode, done.stderr)
        summed = {line.split()[1] for line in (self.folder / SUMS).read_text().splitlines()}
        self.assertEqual(summed | {SUMS}, {p.name for p in self.folder.iterdir()})
        self.assertEqual(set(self.files), summed | {SUMS})
        self.assertEqual(
            {
                "headroom-1.2.3-jvm.zip",
                "headroom-1.2.3-jvm.sam.yaml",
                "headroom-1.2.3-native-arm64.zip",
                "headroom-1.2.3-native-arm64.sam.yaml",
                "headroom-1.2.3.cloudformation.json",
                "headroom-1.2.3.cyclonedx.json",
                "headroom-1.2.3.provenance.json",
            },
            summed,
        )

    def test_a_changed_file_is_noticed(self):
        (self.folder / "headroom-1.2.3-jvm.zip").write_text("other")
        done = subprocess.run(["sha256sum", "-c", SUMS], cwd=self.folder, capture_output=True, text=True)
        self.assertNotEqual(0, done.returncode)

    def test_each_sam_template_names_the_zip_beside_it_and_its_runtime(self):
        for kind, runtime in (("jvm", "java25"), ("native-arm64", "provided.al2023")):
            template = sam.read(self.folder / f"headroom-1.2.3-{kind}.sam.yaml")
            self.assertTrue((self.folder / template["Globals"]["Function"]["CodeUri"]).exists())
            self.assertEqual(runtime, template["Parameters"]["Runtime"]["Default"])

    def test_the_template_without_sam_makes_the_same_system(self):
        template = cloudformation_template()
        for name, values in SCENARIOS.items():
            own = {"ArtifactBucket": "b", "ArtifactKey": "k"}
            self.assertEqual([], differences(facts(sam.transformed(sam.read()), values), facts(template, {**values, **own})), name)

    def test_the_template_without_sam_is_valid(self):
        self.assertEqual([], findings(json.dumps(cloudformation_template())))

    def test_the_bill_of_materials_has_what_runs_and_not_what_builds(self):
        bom = json.loads((self.folder / "headroom-1.2.3.cyclonedx.json").read_text())
        self.assertEqual(["sqs"], [c["name"] for c in bom["components"]])
        self.assertEqual([["sqs"], []], [d["dependsOn"] for d in bom["dependencies"]])

    def test_provenance_names_every_file(self):
        notes = json.loads((self.folder / "headroom-1.2.3.provenance.json").read_text())
        self.assertEqual("1.2.3", notes["version"])
        self.assertEqual(6, len(notes["files"]))


class Builder(unittest.TestCase):
    """What a native zip was built in is told by a digest, or the release is not made."""

    IMAGE = "quay.io/quarkus/ubi9-quarkus-mandrel-builder-image"

    def refusal(self, *arguments):
        done = subprocess.run(
            [sys.executable, "-m", "releasing", "--java", "25", "--maven", "3.9", *arguments],
            cwd=Path(__file__).parents[1], capture_output=True, text=True, check=False, timeout=60,
        )
        self.assertEqual(2, done.returncode)
        return done.stderr

    def test_an_image_without_a_digest_is_refused(self):
        digest = "sha256:" + "ab" * 32
        self.assertEqual(f"{self.IMAGE}:jdk-25@{digest}", pinned(f"{self.IMAGE}:jdk-25@{digest}"))
        for image in (self.IMAGE, f"{self.IMAGE}:jdk-25", f"{self.IMAGE}@sha256:abc", f"{self.IMAGE}@{digest.upper()}"):
            with self.assertRaises(argparse.ArgumentTypeError, msg=image):
                pinned(image)
        self.assertIn("has no digest", self.refusal("--native", "f.zip", "--builder-image", f"{self.IMAGE}:jdk-25"))

    def test_a_native_zip_without_its_builder_is_refused_and_a_builder_without_one(self):
        self.assertIn("needs either", self.refusal("--native", "f.zip"))
        self.assertIn("needs either", self.refusal("--builder", "Mandrel 25"))


if __name__ == "__main__":
    unittest.main()
