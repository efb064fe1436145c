"""What must be raised, by answers in the form that the AWS CLI gives them."""

import contextlib
import io
import json
import tempfile
import unittest
from pathlib import Path

from parity import sam
from parity.intrinsics import Template
from quota.__main__ import ENOUGH, RAISE, WRONG, main
from quota.needs import OTHER_POLLED, Fleet, needs

HERE = Path(__file__).parent
RECORDED = HERE / "recorded"
GUIDE = HERE.parent.parent / "docs" / "large-fleets.md"
USUAL = [RECORDED / f"{name}.json" for name in ("account", "lambda", "dynamodb", "kms", "logs")]


def check(*arguments, answers=USUAL):
    """The exit code and the rows of an answer, by quota."""
    out = io.StringIO()
    code = main([*arguments, "--format", "json", *map(str, answers)], out)
    return code, {row["quota"]: row for row in json.loads(out.getvalue())}


def refused(text):
    """What is said of a file with this text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answer.json"
        path.write_text(text, encoding="utf-8")
        said = io.StringIO()
        with contextlib.redirect_stderr(said):
            code = main(["--orgs", "10", str(path)], io.StringIO())
        return code, said.getvalue()


class Quotas(unittest.TestCase):
    def test_the_usual_account_has_enough_for_ten_thousand_orgs_without_signed_logins(self):
        code, rows = check("--orgs", "10000")
        self.assertEqual(ENOUGH, code)
        self.assertEqual({"enough"}, {row["verdict"] for row in rows.values()})

    def test_a_new_account_must_raise_concurrency(self):
        code, rows = check("--orgs", "10000", answers=[RECORDED / "account-new.json"])
        self.assertEqual(RAISE, code)
        row = rows["Concurrent executions"]
        self.assertEqual(("raise", 10), (row["verdict"], row["has"]))
        self.assertIn("--quota-code L-B99A9384 --desired-value 1000", row["remedy"])

    def test_what_functions_may_use_counts_not_what_others_reserved(self):
        _, rows = check("--orgs", "100")
        self.assertEqual(980, rows["Concurrent executions"]["has"])

    def test_concurrency_is_unknown_without_an_answer_since_new_accounts_have_less_than_documented(self):
        code, rows = check("--orgs", "10", answers=[])
        self.assertEqual(RAISE, code)
        self.assertEqual("unknown", rows["Concurrent executions"]["verdict"])
        self.assertIsNone(rows["Concurrent executions"]["has"])

    def test_signed_logins_of_ten_thousand_orgs_need_more_signatures_unless_tokens_are_kept(self):
        name = "Cryptographic operations (RSA) request rate"
        self.assertEqual("raise", check("--orgs", "10000", "--jwt")[1][name]["verdict"])
        self.assertEqual("enough", check("--orgs", "10000", "--jwt", "--kms-key")[1][name]["verdict"])

    def test_a_parameter_per_org_is_too_many_and_a_bundle_is_not(self):
        name = "GetParameter transactions per second"
        self.assertEqual("raise", check("--orgs", "1000", "--secrets", "1000")[1][name]["verdict"])
        self.assertEqual("enough", check("--orgs", "1000", "--secrets", "10")[1][name]["verdict"])
        self.assertEqual(
            "enough", check("--orgs", "1000", "--secrets", "1000", "--store", "secretsmanager")[1][name]["verdict"]
        )

    def test_a_quota_without_a_code_is_found_by_its_name(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "kms.json"
            quota = {
                "ServiceCode": "kms",
                "QuotaCode": "L-0",
                "QuotaName": "Cryptographic operations (symmetric) request rate",
                "Value": 100.0,
            }
            path.write_text(json.dumps({"Quotas": [quota]}), encoding="utf-8")
            _, rows = check("--orgs", "10000", "--kms-key", answers=[path])
        self.assertEqual(100, rows[quota["QuotaName"]]["has"])
        self.assertEqual("raise", rows[quota["QuotaName"]]["verdict"])

    def test_needs_grow_with_orgs_and_fall_with_the_interval(self):
        consumption = json.loads((HERE.parent / "cost" / "consumption.json").read_text(encoding="utf-8"))
        few, many, rare = (
            [n.need for n in needs(fleet, consumption)]
            for fleet in (Fleet(1_000), Fleet(10_000), Fleet(10_000, interval=60))
        )
        self.assertTrue(all(a <= b for a, b in zip(few, many)))
        self.assertTrue(all(a <= b for a, b in zip(rare, many)))
        self.assertEqual(40, Fleet(10_000).messages())

    def test_the_bounds_of_other_functions_are_the_templates(self):
        resources = Template(sam.read()).resources()
        fixed = [
            event["Properties"]["ScalingConfig"]["MaximumConcurrency"]
            for name, resource in resources.items()
            for event in resource["Properties"].get("Events", {}).values()
            if "ScalingConfig" in event.get("Properties", {}) and name not in ("PollFunction", "NotifyFunction")
        ]
        self.assertEqual(OTHER_POLLED, sum(fixed))

    def test_an_answer_that_is_none_is_named(self):
        for text, said in [
            ("{", "is not JSON"),
            ("[]", "has neither Quotas nor AccountLimit"),
            ('{"Quotas": [{}]}', "has no ServiceCode"),
            ('{"Quotas": [{"ServiceCode": "lambda", "Value": "many"}]}', "Value is not a number"),
            ('{"Quotas": [], "NextToken": "x"}', "without --no-paginate"),
            ('{"AccountLimit": {}}', "UnreservedConcurrentExecutions is not a number"),
        ]:
            code, message = refused(text)
            self.assertEqual(WRONG, code, text)
            self.assertIn(said, message)

    def test_a_fleet_that_cannot_be_is_refused(self):
        for arguments in (["--orgs", "0"], ["--orgs", "5", "--interval", "7"], ["--orgs", "5", "--secrets", "6"]):
            with contextlib.redirect_stderr(io.StringIO()):
                self.assertEqual(WRONG, main(arguments, io.StringIO()))

    def test_the_guide_shows_what_the_command_prints(self):
        out = io.StringIO()
        main(["--orgs", "10000", "--jwt", str(RECORDED / "account-new.json")], out)
        shown = "".join("    " + line + "\n" for line in out.getvalue().splitlines())
        self.assertIn(shown, GUIDE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main()
