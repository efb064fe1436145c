"""Writes the golden body of CloudWatch's exporter again with AWS' own model of the service: cloudwatch.py FILE"""

import sys
import urllib.parse
from datetime import datetime

import botocore.loaders
import botocore.model
import botocore.serialize
import botocore.validate

VERSION = "2010-08-01"


def metric(members):
    """A MetricDatum of the members of a form, by their names below it."""
    dimensions = sorted({name.split(".")[2] for name in members if name.startswith("Dimensions.member.")}, key=int)
    datum = {
        "MetricName": members.pop("MetricName"),
        "Timestamp": datetime.fromisoformat(members.pop("Timestamp").replace("Z", "+00:00")),
        "Value": float(members.pop("Value")),
        "Dimensions": [{part: members.pop(f"Dimensions.member.{d}.{part}") for part in ("Name", "Value")} for d in dimensions],
    }
    if members:
        raise SystemExit(f"not members of a MetricDatum: {sorted(members)}")
    return datum


def numbers(form):
    """The same with values as numbers: 62500 and 62500.0 are one."""
    return {name: float(value) if name.endswith(".Value") and "Dimensions" not in name else value for name, value in form.items()}


def main(file):
    with open(file, encoding="utf-8") as text:
        sent = dict(urllib.parse.parse_qsl("".join(text.read().split("\n")), strict_parsing=True))
    by_position = {}
    for name, value in sent.items():
        if name.startswith("MetricData.member."):
            position, member = name.removeprefix("MetricData.member.").split(".", 1)
            by_position.setdefault(int(position), {})[member] = value
    parameters = {"Namespace": sent["Namespace"], "MetricData": [metric(by_position[i]) for i in sorted(by_position)]}

    description = botocore.loaders.Loader().load_service_model("cloudwatch", "service-2", VERSION)
    operation = botocore.model.ServiceModel(description).operation_model("PutMetricData")
    report = botocore.validate.ParamValidator().validate(parameters, operation.input_shape)
    if report.has_errors():
        raise SystemExit(report.generate_report())
    again = botocore.serialize.create_serializer("query").serialize_to_request(parameters, operation)["body"]
    if numbers(again) != numbers(sent):
        raise SystemExit(f"AWS' serializer writes {again}")
    print(f"{len(parameters['MetricData'])} values of CloudWatch read")


main(sys.argv[1])
