"""The two templates: each with the parameters that it is deployed with."""

import json
import os
import subprocess
import tempfile
from pathlib import Path

from parity import cdk, sam

NAMES = ("sam", "cdk")


def template(name, values, artifact):
    """A side's template, and the values for the parameters that it has left."""
    if name == "sam":
        return sam.transformed(sam.read()), values
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["node", "--import", "tsx", "bin/app.ts"],
            cwd=cdk.CDK,
            env={
                **os.environ,
                "CDK_OUTDIR": folder,
                "CDK_CONTEXT_JSON": json.dumps({**values, "Artifact": str(artifact)}),
            },
            check=True,
            timeout=120,
        )
        (path,) = Path(folder).glob("*.template.json")
        made = json.loads(path.read_text(encoding="utf-8"))
    # The bootstrap's version is asked of an account.
    made.get("Parameters", {}).pop("BootstrapVersion", None)
    return made, {}
