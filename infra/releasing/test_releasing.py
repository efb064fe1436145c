"""A release is whole, its sums hold, and its templates are what the stack's are."""

import json
import subprocess
import tempfile
import unittest
from pathlib import Path

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


if __name__ == "__main__":
    unittest.main()
