"""The SAM template as plain CloudFormation: what CloudFormation's own transform makes of it."""

import copy
import os
from pathlib import Path

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

TEMPLATE = Path(__file__).parents[1] / "sam" / "template.yaml"


class NoManagedPolicies:
    """The template names no managed policy, so none is to be looked up in an account."""

    def load(self):
        return {}


def read(path=TEMPLATE):
    """The template as it is written."""
    return yaml_parse(Path(path).read_text(encoding="utf-8"))


def transformed(template, bucket="artifacts", key="function.zip"):
    """
    The template after `sam package` and the transform.

    Raises samtranslator's InvalidDocumentException when it is not a SAM template.
    """
    os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
    packaged = copy.deepcopy(template)
    packaged["Globals"]["Function"]["CodeUri"] = {"Bucket": bucket, "Key": key}
    result = transform(packaged, {}, NoManagedPolicies())
    result.pop("Transform", None)
    return result
