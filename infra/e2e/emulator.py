"""The AWS emulator, and a template deployed to it: what it says was made, not what was asked for."""

import ast
import base64
import hashlib
import json
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import boto3

from e2e.iam import Grants
from parity.intrinsics import Template

REGION, ACCOUNT, STACK = "eu-central-1", "123456789012", "headroom"
BUCKET, KEY = "artifacts", "function.zip"
ADDRESS_SPACE_KB = 3 << 20

# What the emulator does not make. What is here is proven by cfn-lint, the parity test and cdk-nag
# only; the harness plays the schedules and the invocation settings from the template. A type that
# is neither made nor here fails the run.
SKIPPED = {
    "AWS::S3::BucketPolicy",
    "AWS::CloudWatch::Alarm",
    "AWS::Lambda::EventInvokeConfig",
    "AWS::SNS::Subscription",
    "AWS::SNS::TopicPolicy",
    "AWS::SQS::QueuePolicy",
    "AWS::Scheduler::Schedule",
    "AWS::Scheduler::ScheduleGroup",
}
NO_RESOURCES = {"AWS::CDK::Metadata"}


class Emulator:
    """moto's server as a process of its own, bounded in memory. Close it."""

    def __init__(self, log):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        # By name: with an address moto takes a template's URL apart wrongly.
        self.url = f"http://localhost:{self._port}"
        self._log = open(log, "wb")
        self._process = subprocess.Popen(
            [
                *("bash", "-c", f'ulimit -v {ADDRESS_SPACE_KB}; exec "$@"', "-"),
                *(sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self._port)),
            ],
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        try:
            self._wait()
        except BaseException:
            self.close()
            raise

    def client(self, service):
        """A client of it."""
        return client(service, self.url)

    def close(self):
        """Ends it."""
        self._process.kill()
        self._process.wait(10)
        self._log.close()

    def _wait(self):
        for _ in range(150):
            if self._process.poll() is not None:
                raise RuntimeError(f"the emulator ended; its log is {self._log.name}")
            try:
                urllib.request.urlopen(self.url + "/moto-api/", timeout=2).close()
                return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError("the emulator did not start within 30 s")


def client(service, url):
    """A client of an AWS service at `url`."""
    return boto3.client(
        service,
        endpoint_url=url,
        region_name=REGION,
        aws_access_key_id="harness",
        aws_secret_access_key="harness",
    )


@dataclass
class Mapping:
    """An event source mapping as it was read back."""

    function: str
    source: str
    batch: int
    partial: bool
    filters: list
    retries: int
    bisects: bool
    on_failure: str | None
    concurrency: int | None


@dataclass
class Tick:
    """A schedule, and the settings of the asynchronous invocation that it makes; from the template."""

    function: str
    expression: str
    input: str
    retries: int
    on_failure: str


class Deployment:
    """A template that was deployed to the emulator."""

    def __init__(self, emulator, template, values, artifact):
        self.emulator = emulator
        evaluated = Template(
            template,
            values,
            {"AWS::Region": REGION, "AWS::AccountId": ACCOUNT, "AWS::StackName": STACK},
        )
        self._resources = {
            name: r for name, r in evaluated.resources().items() if r["Type"] not in NO_RESOURCES
        }
        self._create(template, values, Path(artifact).read_bytes())
        self._made = self._read_made()
        check_made(self._resources, self._made)
        # SQS in the emulator would invoke functions itself, and lose the message.
        self.mappings = [self._mapping(m) for m in self._mappings()]
        for m in self._mappings():
            emulator.client("lambda").update_event_source_mapping(UUID=m["UUID"], Enabled=False)
        self.functions = self._functions()
        self.tables = [
            emulator.client("dynamodb").describe_table(TableName=name)["Table"]
            for name in emulator.client("dynamodb").list_tables()["TableNames"]
        ]
        self.ticks = self._ticks()

    def _create(self, template, values, zip_bytes):
        s3 = self.emulator.client("s3")
        s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
        s3.put_object(Bucket=BUCKET, Key=KEY, Body=zip_bytes)
        self._sha256 = base64.b64encode(hashlib.sha256(zip_bytes).digest()).decode()
        cloudformation = self.emulator.client("cloudformation")
        cloudformation.create_stack(
            StackName=STACK,
            TemplateBody=json.dumps(deployable(template)),
            Parameters=[{"ParameterKey": k, "ParameterValue": v} for k, v in values.items()],
            Capabilities=["CAPABILITY_IAM"],
        )
        stack = cloudformation.describe_stacks(StackName=STACK)["Stacks"][0]
        if stack["StackStatus"] != "CREATE_COMPLETE":
            raise AssertionError(f"the stack is {stack['StackStatus']}")
        self.outputs = {o["OutputKey"]: o["OutputValue"] for o in stack["Outputs"]}

    def _read_made(self):
        pages = self.emulator.client("cloudformation").get_paginator("list_stack_resources")
        return {
            r["LogicalResourceId"]: r["PhysicalResourceId"]
            for page in pages.paginate(StackName=STACK)
            for r in page["StackResourceSummaries"]
            if r["LogicalResourceId"]
        }

    def counts(self):
        """How many resources were made, how many skipped."""
        made = sum(name in self._made for name in self._resources)
        return made, len(self._resources) - made

    def _mappings(self):
        return self.emulator.client("lambda").list_event_source_mappings()["EventSourceMappings"]

    def _mapping(self, m):
        return Mapping(
            function=_name(m["FunctionArn"]),
            source=m["EventSourceArn"],
            batch=m["BatchSize"],
            partial="ReportBatchItemFailures" in m.get("FunctionResponseTypes", []),
            filters=[json.loads(f["Pattern"]) for f in m.get("FilterCriteria", {}).get("Filters", [])],
            retries=m.get("MaximumRetryAttempts", -1),
            bisects=m.get("BisectBatchOnFunctionError", False),
            on_failure=m.get("DestinationConfig", {}).get("OnFailure", {}).get("Destination"),
            concurrency=m.get("ScalingConfig", {}).get("MaximumConcurrency"),
        )

    def _functions(self):
        found = {}
        for f in self.emulator.client("lambda").list_functions()["Functions"]:
            if f["CodeSha256"] != self._sha256:
                raise AssertionError(f"{f['FunctionName']} does not have the artifact")
            found[f["FunctionName"]] = f
        return found

    def grants(self, function):
        """What the role of a function is allowed, as read back."""
        iam = self.emulator.client("iam")
        role = _name(self.functions[function]["Role"], "/")
        policies = []
        for name in iam.list_role_policies(RoleName=role)["PolicyNames"]:
            document = iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
            # The emulator gives some as the text of a Python value.
            policies.append(ast.literal_eval(document) if isinstance(document, str) else document)
        return Grants(policies)

    def _ticks(self):
        asynchronous = {}
        for r in self._resources.values():
            if r["Type"] == "AWS::Lambda::EventInvokeConfig":
                p = r["Properties"]
                asynchronous[self._text(p["FunctionName"])] = (
                    p["MaximumRetryAttempts"],
                    self._text(p["DestinationConfig"]["OnFailure"]["Destination"]),
                )
        ticks = []
        for r in self._resources.values():
            if r["Type"] == "AWS::Scheduler::Schedule":
                p = r["Properties"]
                function = _name(self._text(p["Target"]["Arn"]))
                retries, on_failure = asynchronous[function]
                ticks.append(Tick(function, p["ScheduleExpression"], p["Target"]["Input"], retries, on_failure))
        return ticks

    def _text(self, value):
        """A reference as what it is in the deployed stack."""
        if isinstance(value, str):
            return value
        if set(value) == {"Ref"}:
            return self._made[value["Ref"]]
        name, attribute = value["Fn::GetAtt"]
        if attribute != "Arn":
            raise ValueError(f"{name}.{attribute} is not known here")
        kind = self._resources[name]["Type"]
        if kind == "AWS::Lambda::Function":
            return self.functions[self._made[name]]["FunctionArn"]
        if kind == "AWS::SQS::Queue":
            return f"arn:aws:sqs:{REGION}:{ACCOUNT}:{_name(self._made[name], '/')}"
        raise ValueError(f"the ARN of {kind} is not known here")


def _name(arn, separator=":"):
    return arn.rsplit(separator, 1)[1]


def check_made(resources, made):
    """Raises AssertionError when a resource was not made whose type is not known as skipped."""
    unknown = {r["Type"] for name, r in resources.items() if name not in made} - SKIPPED
    if unknown:
        raise AssertionError(f"the emulator made no {', '.join(sorted(unknown))}")


def deployable(template):
    """The template without what the emulator does not make, and with the artifact where the harness put it."""
    gone = {name for name, r in template["Resources"].items() if r["Type"] in SKIPPED | NO_RESOURCES}

    def kept(node):
        if isinstance(node, list):
            return [kept(n) for n in node]
        if not isinstance(node, dict):
            return node
        if set(node) == {"Ref"} and node["Ref"] in gone:
            return f"not-made-{node['Ref']}"
        if set(node) == {"Fn::GetAtt"}:
            name = node["Fn::GetAtt"] if isinstance(node["Fn::GetAtt"], str) else node["Fn::GetAtt"][0]
            name = name.split(".", 1)[0]
            return f"arn:aws:not-made::{ACCOUNT}:{name}" if name in gone else node
        return {k: kept(v) for k, v in node.items()}

    result = {k: v for k, v in template.items() if k not in ("Resources", "Rules")}
    if "Outputs" in result:
        result["Outputs"] = kept(result["Outputs"])
    result["Resources"] = {}
    for name, r in template["Resources"].items():
        if name in gone:
            continue
        r = kept(r)
        # Of the macro AWS::LanguageExtensions, which the emulator does not have.
        for policy in ("DeletionPolicy", "UpdateReplacePolicy"):
            if isinstance(r.get(policy), dict):
                r[policy] = "Retain"
        if r["Type"] == "AWS::Lambda::Function":
            r["Properties"]["Code"] = {"S3Bucket": BUCKET, "S3Key": KEY}
        depends = r.get("DependsOn", [])
        depends = [depends] if isinstance(depends, str) else depends
        r["DependsOn"] = [d for d in depends if d not in gone]
        if not r["DependsOn"]:
            del r["DependsOn"]
        result["Resources"][name] = r
    return result
