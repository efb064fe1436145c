"""The role of a tenant: both sides make the same, and what it may read is decided by a table of requests."""

import re
import unittest
from pathlib import Path

from e2e.iam import Grants
from parity import sam
from parity.facts import differences, facts
from parity.intrinsics import Template
from parity.templates import TENANTS, cdk_renamed
from schema import lint

TEMPLATE = Path(sam.TEMPLATE).parent / "tenant.yaml"
BUCKET = "arn:aws:s3:::headroom-pagesbucket-1a2b3c"
KEY = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
THROUGH_S3 = {"kms:ViaService": "s3.us-east-1.amazonaws.com", "kms:EncryptionContext:aws:s3:arn": BUCKET}
TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/headroom-StateTable-1"

ALLOWED = [
    ("s3:GetObject", f"{BUCKET}/headroom/tenants/acme/index.html", {}),
    ("s3:GetObject", f"{BUCKET}/headroom/tenants/acme/orgs/acme-prod/runbook.md", {}),
    ("s3:ListBucket", BUCKET, {"s3:prefix": "headroom/tenants/acme/"}),
    ("s3:ListBucket", BUCKET, {"s3:prefix": "headroom/tenants/acme/orgs/"}),
]
# Each of them is one letter or one place away from what is allowed.
DENIED = [
    ("s3:GetObject", f"{BUCKET}/headroom/index.html", {}),
    ("s3:GetObject", f"{BUCKET}/headroom/alerts.html", {}),
    ("s3:GetObject", f"{BUCKET}/headroom/tenants/acme", {}),
    ("s3:GetObject", f"{BUCKET}/headroom/tenants/acme-eu/index.html", {}),
    ("s3:GetObject", f"{BUCKET}/headroom/tenants/acm/index.html", {}),
    ("s3:GetObject", f"{BUCKET}/headroom/tenants/1/index.html", {}),
    ("s3:GetObject", f"{BUCKET}/tenants/acme/index.html", {}),
    ("s3:GetObject", f"{BUCKET}-2/headroom/tenants/acme/index.html", {}),
    ("s3:GetObjectVersion", f"{BUCKET}/headroom/tenants/acme/index.html", {}),
    ("s3:PutObject", f"{BUCKET}/headroom/tenants/acme/index.html", {}),
    ("s3:DeleteObject", f"{BUCKET}/headroom/tenants/acme/index.html", {}),
    ("s3:ListBucket", BUCKET, {}),
    ("s3:ListBucket", BUCKET, {"s3:prefix": ""}),
    ("s3:ListBucket", BUCKET, {"s3:prefix": "headroom/"}),
    ("s3:ListBucket", BUCKET, {"s3:prefix": "headroom/tenants/"}),
    ("s3:ListBucket", BUCKET, {"s3:prefix": "headroom/tenants/acme"}),
    ("s3:ListBucket", BUCKET, {"s3:prefix": "headroom/tenants/acme-eu/"}),
    ("s3:ListAllMyBuckets", "*", {}),
    ("s3:GetBucketPolicy", BUCKET, {}),
    ("dynamodb:GetItem", TABLE, {"dynamodb:LeadingKeys": ["ORG#acme-prod"]}),
    ("dynamodb:Query", TABLE, {"dynamodb:LeadingKeys": ["ORG#acme-prod"]}),
    ("lambda:InvokeFunction", "arn:aws:lambda:us-east-1:123456789012:function:headroom-ManageFunction-1", {}),
    ("ssm:GetParameter", "arn:aws:ssm:us-east-1:123456789012:parameter/headroom/headroom/orgs/acme", {}),
    ("kms:Decrypt", KEY, THROUGH_S3),
]


def sides(scenario, settings):
    """The role as either template makes it."""
    yield "SAM", Template(sam.read(TEMPLATE), settings)
    yield "CDK", Template(cdk_renamed()[scenario])


def text(value):
    """An ARN that stands as such in the policies of both sides."""
    return "".join(map(str, value["Join"])) if isinstance(value, dict) else value


def role(template):
    return template.resources()["TenantRole"]["Properties"]


def grants(template):
    return Grants([policy["PolicyDocument"] for policy in role(template)["Policies"]])


class TenantRole(unittest.TestCase):
    maxDiff = None

    def test_cfn_lint_finds_nothing(self):
        self.assertEqual([], lint.of_file(TEMPLATE))

    def test_both_sides_make_the_same(self):
        for scenario, settings in TENANTS.items():
            with self.subTest(scenario):
                left, right = facts(sam.read(TEMPLATE), settings), facts(cdk_renamed()[scenario])
                self.assertGreater(len(left), 10)
                self.assertEqual([], differences(left, right))

    def test_a_tenant_reads_its_own_pages_and_nothing_else(self):
        for side, template in sides("tenant", TENANTS["tenant"]):
            decided = grants(template)
            for action, resource, told in ALLOWED:
                self.assertTrue(decided.allow(action, resource, told), f"{side}: {action} on {resource} {told}")
            for action, resource, told in DENIED:
                self.assertFalse(decided.allow(action, resource, told), f"{side}: {action} on {resource} {told}")
            self.assertEqual([], decided.unused(), side)

    def test_with_a_key_it_decrypts_what_s3_reads_of_this_bucket(self):
        for side, template in sides("tenant-with-everything", TENANTS["tenant-with-everything"]):
            decided = grants(template)
            self.assertTrue(decided.allow("kms:Decrypt", KEY, THROUGH_S3), side)
            for key, other in (
                ("kms:ViaService", "dynamodb.us-east-1.amazonaws.com"),
                ("kms:ViaService", "s3.eu-west-1.amazonaws.com"),
                ("kms:EncryptionContext:aws:s3:arn", "arn:aws:s3:::another-bucket"),
            ):
                self.assertFalse(decided.allow("kms:Decrypt", KEY, {**THROUGH_S3, key: other}), f"{side}: {key} is {other}")
            self.assertFalse(decided.allow("kms:Decrypt", KEY), side)
            for action in ("kms:Encrypt", "kms:GenerateDataKey", "kms:DescribeKey"):
                self.assertFalse(decided.allow(action, KEY, THROUGH_S3), f"{side}: {action}")

    def test_only_the_principal_assumes_it_and_only_with_the_external_id(self):
        for scenario, settings in TENANTS.items():
            for side, template in sides(scenario, settings):
                (statement,) = role(template)["AssumeRolePolicyDocument"]["Statement"]
                self.assertEqual(
                    {
                        "Effect": "Allow",
                        "Action": "sts:AssumeRole",
                        "Principal": {"AWS": settings["PrincipalArn"]},
                        "Condition": {"StringEquals": {"sts:ExternalId": settings["ExternalId"]}},
                    },
                    statement,
                    f"{side}, {scenario}",
                )

    def test_what_would_open_the_role_to_more_is_refused_by_the_parameters(self):
        parameters = sam.read(TEMPLATE)["Parameters"]
        for name, value in (
            ("Tenant", "*"), ("Tenant", "acme/*"), ("Tenant", "acme?"), ("Tenant", ""), ("Tenant", "Acme"), ("Tenant", "a" * 65),
            ("PrincipalArn", "*"), ("PrincipalArn", "arn:aws:iam::*:root"), ("PrincipalArn", "arn:aws:iam::210987654321:role/*"),
            ("PrincipalArn", ""), ("ExternalId", ""), ("ExternalId", "short"), ("ExternalId", "a wildcard * in a long one"),
            ("PagesBucket", "*"), ("PagesBucket", "bucket/other"), ("PagesBucket", ""), ("KmsKeyArn", "*"),
        ):
            self.assertIsNone(re.fullmatch(parameters[name]["AllowedPattern"], value), f"{name}: {value}")
        for settings in TENANTS.values():
            for name, value in settings.items():
                self.assertIsNotNone(re.fullmatch(parameters[name]["AllowedPattern"], value), f"{name}: {value}")

    def test_every_parameter_is_explained_and_grouped(self):
        template = sam.read(TEMPLATE)
        interface = template["Metadata"]["AWS::CloudFormation::Interface"]
        grouped = [p for group in interface["ParameterGroups"] for p in group["Parameters"]]
        self.assertEqual(sorted(template["Parameters"]), sorted(grouped))
        self.assertEqual(sorted(template["Parameters"]), sorted(interface["ParameterLabels"]))
        self.assertTrue(all(p["Description"] for p in template["Parameters"].values()))


if __name__ == "__main__":
    unittest.main()
