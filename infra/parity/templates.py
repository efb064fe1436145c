"""Both sides, made once for all checks of a run."""

import functools
import json
import tempfile
from pathlib import Path

from parity import cdk, sam

SCENARIOS = json.loads((Path(__file__).parent / "scenarios.json").read_text(encoding="utf-8"))
# Of the role of a tenant, which has a template of its own.
TENANTS = json.loads((Path(__file__).parent / "tenants.json").read_text(encoding="utf-8"))


@functools.cache
def sam_source():
    """The SAM template as it is written."""
    return sam.read()


@functools.cache
def sam_transformed():
    """The SAM template as plain CloudFormation; it has parameters in place of scenarios."""
    return sam.transformed(sam_source())


@functools.cache
def cdk_synthesized():
    """What the CDK makes of each scenario, as it comes."""
    with tempfile.TemporaryDirectory() as folder:
        return cdk.synthesize(folder)


@functools.cache
def cdk_renamed():
    """What the CDK makes of each scenario, with the names that the SAM template has."""
    return {name: cdk.renamed(template) for name, template in cdk_synthesized().items()}
