"""Both templates are what CloudFormation takes, and each check can fail."""

import copy
import json
import os
import subprocess
import tempfile
import tomllib
import unittest
from pathlib import Path

from samtranslator.model.exceptions import InvalidDocumentException

from parity import cdk, sam
from parity.intrinsics import Template
from parity.templates import SCENARIOS, cdk_renamed, cdk_synthesized, sam_transformed
from schema import lint, schedules

TEMPLATE = sam.TEMPLATE.read_text(encoding="utf-8")

# A text of the SAM template, what a slip makes of it, the rule that finds it.
SLIPS = [
    ("      Timeout: 40\n", "      Timout: 40\n", "E0001"),
    ("Role: !GetAtt PollRole.Arn", "Role: !GetAtt PolRole.Arn", "E1010"),
    ("VisibilityTimeout: 240", "VisibilityTimeout: 30", "E3505"),
    ("      Timeout: 40\n", "      Timeout: 9999\n", "E3034"),
    ("MaximumConcurrency: !Ref PollerConcurrency", "MaximumConcurrency: 1", "E3034"),
    ("        - {AttributeName: fleetSk, AttributeType: S}\n", "", "E3039"),
    ("      MessageRetentionPeriod: 3600\n", "      MessageRetention: 3600\n", "E3002"),
    ("Default: provided.al2023", "Default: java99", "E"),
]


class CfnLint(unittest.TestCase):
    def test_finds_nothing_in_the_sam_template(self):
        self.assertEqual([], lint.of_file(sam.TEMPLATE))

    def test_finds_each_slip_in_the_sam_template(self):
        for before, after, rule in SLIPS:
            with self.subTest(after):
                self.assertIn(before, TEMPLATE)
                found = lint.findings(TEMPLATE.replace(before, after, 1))
                self.assertTrue([f for f in found if f.startswith(rule)], found)

    def test_finds_nothing_in_the_transformed_template(self):
        # Some rules, those on IAM actions among them, leave templates with the transform alone.
        self.assertEqual([], lint.findings(json.dumps(sam_transformed())))

    def test_finds_an_action_that_does_not_exist_in_the_transformed_template(self):
        template = copy.deepcopy(sam_transformed())
        policy = template["Resources"]["PollRole"]["Properties"]["Policies"][0]["PolicyDocument"]
        policy["Statement"][3]["Action"].append("dynamodb:TransactWriteItems")
        found = lint.findings(json.dumps(template))
        self.assertTrue([f for f in found if f.startswith("W3037")], found)

    def test_finds_nothing_in_what_the_cdk_makes(self):
        for scenario, template in cdk_synthesized().items():
            with self.subTest(scenario):
                # The CDK says again that a function depends on its role (W3005): harmless.
                found = [f for f in lint.findings(json.dumps(template)) if not f.startswith("W3005")]
                self.assertEqual([], found)

    def test_finds_a_slip_in_what_the_cdk_makes(self):
        template = copy.deepcopy(cdk_synthesized()["defaults"])
        queue = next(r for r in template["Resources"].values() if r["Type"] == "AWS::SQS::Queue")
        queue["Properties"]["VisibilityTimeout"] = 50_000
        found = lint.findings(json.dumps(template))
        self.assertTrue([f for f in found if f.startswith("E3034")], found)


class Schedules(unittest.TestCase):
    """cfn-lint looks at the rules of EventBridge alone."""

    def sides(self):
        for scenario, values in SCENARIOS.items():
            yield f"SAM, {scenario}", sam_transformed(), values
            yield f"CDK, {scenario}", cdk_renamed()[scenario], None

    def test_every_schedule_of_both_templates_has_an_expression_that_holds(self):
        for side, template, values in self.sides():
            with self.subTest(side):
                evaluated = Template(template, values)
                types = [r["Type"] for r in evaluated.resources().values()]
                self.assertEqual(5, types.count("AWS::Scheduler::Schedule"))
                self.assertEqual([], schedules.findings(evaluated))

    def test_a_unit_that_does_not_agree_is_refused_in_both_templates(self):
        for side, template, values in self.sides():
            with self.subTest(side):
                slipped = copy.deepcopy(template)
                slipped["Resources"]["PublishFunctionSweep"]["Properties"]["ScheduleExpression"] = "rate(1 minutes)"
                self.assertEqual(
                    ["PublishFunctionSweep: rate(1 minutes): the unit of 1 is minute"],
                    schedules.findings(Template(slipped, values)),
                )

    def test_what_the_scheduler_takes_is_let_through_and_what_it_does_not_is_not(self):
        for right in (
            "rate(1 minute)", "rate(5 minutes)", "rate(1 hour)", "rate(12 hours)", "rate(1 day)", "rate(10 days)",
            "cron(0 10 * * ? *)", "cron(15 12 ? * MON-FRI 2026-2028)", "cron(0/5 8-17 L * ? *)", "at(2026-11-20T13:00:00)",
        ):
            self.assertEqual([], schedules.of(right), right)
        for wrong in (
            "rate(1 minutes)", "rate(5 minute)", "rate(2 hour)", "rate(1 days)", "rate(0 minutes)", "rate(01 minute)",
            "rate(1.5 hours)", "rate(-1 minutes)", "rate(5 minuts)", "rate(5 seconds)", "rate(5  minutes)", "rate(5minutes)",
            "rate(1 minute) ", "Rate(1 minute)", "rate(1 minute", "cron(0 10 * * *)", "cron(0 10 * * * *)", "cron(0 10 ? * ? *)",
            "cron(0 10 * * ? * *)", "at(2026-11-31T13:00:00)", "at(2026-11-20)", "1 minute", "", {"Ref": "Every"}, None,
        ):
            self.assertEqual(1, len(schedules.of(wrong)), wrong)


class SamTransform(unittest.TestCase):
    def test_leaves_nothing_of_sam_in_the_template(self):
        types = {r["Type"] for r in sam_transformed()["Resources"].values()}
        self.assertFalse([t for t in types if t.startswith("AWS::Serverless::")])
        self.assertNotIn("Globals", sam_transformed())

    def test_refuses_what_is_not_sam(self):
        broken = sam.read()
        del broken["Resources"]["PollFunction"]["Properties"]["Events"]["Messages"]["Properties"]["Queue"]
        with self.assertRaises(InvalidDocumentException):
            sam.transformed(broken)


class Parameters(unittest.TestCase):
    """What the template itself refuses, before anything is made."""

    def test_every_parameter_is_explained_grouped_and_bounded(self):
        template = sam.read()
        interface = template["Metadata"]["AWS::CloudFormation::Interface"]
        grouped = [p for group in interface["ParameterGroups"] for p in group["Parameters"]]
        self.assertEqual(sorted(template["Parameters"]), sorted(grouped))
        self.assertEqual(sorted(template["Parameters"]), sorted(interface["ParameterLabels"]))
        for name, parameter in template["Parameters"].items():
            with self.subTest(name):
                self.assertTrue(parameter["Description"])
                self.assertTrue(parameter.keys() & {"AllowedValues", "AllowedPattern", "MinValue"})

    def test_the_example_configuration_names_only_parameters_that_exist(self):
        example = tomllib.loads((sam.TEMPLATE.parent / "samconfig.toml").read_text(encoding="utf-8"))
        given = example["default"]["deploy"]["parameters"]["parameter_overrides"]
        self.assertTrue(given)
        for name in (pair.split("=")[0] for pair in given):
            self.assertIn(name, sam.read()["Parameters"])


class CdkSynth(unittest.TestCase):
    """The CDK's own command, without a network where the machine lets us take it away."""

    def test_makes_the_template_offline(self):
        done, template = self._synth()
        self.assertEqual(0, done.returncode, done.stderr)
        self.assertIn("AWS::Lambda::Function", {r["Type"] for r in template["Resources"].values()})

    def test_says_what_is_wrong_with_a_setting(self):
        done, _ = self._synth("-c", "PollInterval=7", "-c", "PollerConcurrency=1")
        self.assertNotEqual(0, done.returncode)
        self.assertIn("pollInterval is 420 seconds: must be", done.stderr)
        self.assertIn("pollerConcurrency is 1: must be", done.stderr)

    def _synth(self, *arguments):
        offline = ["unshare", "-rn"]
        if subprocess.run([*offline, "true"], capture_output=True, check=False).returncode != 0:
            offline = []
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run(
                [*offline, "node_modules/.bin/cdk", "synth", "--quiet", "--no-notices", "--output", folder,
                 "-c", "Artifact=test/artifact", *arguments],
                cwd=cdk.CDK, env={**os.environ, "CI": "true"}, capture_output=True, text=True,
                check=False, timeout=180,
            )
            made = Path(folder) / "headroom.template.json"
            return done, json.loads(made.read_text(encoding="utf-8")) if made.exists() else None


if __name__ == "__main__":
    unittest.main()
