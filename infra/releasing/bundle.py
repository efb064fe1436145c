"""What a release holds: zips, templates, SBOM, provenance notes, sums."""

import hashlib
import json
import shutil
from pathlib import Path

from parity import sam

SUMS = "SHA256SUMS"
CODE_URI = "    CodeUri: ../../target/function.zip\n"
RUNTIME = "    Default: provided.al2023\n"


def sam_template(zip_name, runtime):
    """The SAM template for a zip beside it: `sam deploy --template-file` in the release's folder."""
    text = sam.TEMPLATE.read_text(encoding="utf-8")
    for line in (CODE_URI, RUNTIME):
        if text.count(line) != 1:
            raise ValueError(f"{line.strip()} is in the template {text.count(line)} times")
    return text.replace(CODE_URI, f"    CodeUri: {zip_name}\n").replace(RUNTIME, f"    Default: {runtime}\n")


def cloudformation_template():
    """The template without SAM: whoever deploys it puts the zip in a bucket and names both."""
    bucket, key = "artifact-bucket", "artifact-key"
    template = sam.transformed(sam.read(), bucket, key)
    template["Transform"] = "AWS::LanguageExtensions"
    template["Parameters"] = {
        "ArtifactBucket": {"Type": "String", "Description": "Bucket of this region that holds the zip"},
        "ArtifactKey": {"Type": "String", "Description": "Key of the zip in it"},
        **template["Parameters"],
    }
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Lambda::Function":
            if resource["Properties"]["Code"] != {"S3Bucket": bucket, "S3Key": key}:
                raise ValueError(f"a function without the artifact: {resource['Properties']['Code']}")
            resource["Properties"]["Code"] = {"S3Bucket": {"Ref": "ArtifactBucket"}, "S3Key": {"Ref": "ArtifactKey"}}
    return template


def runtime_only(bom):
    """A CycloneDX document without what only the build needs."""
    left = [c for c in bom["components"] if {"name": "quarkus:component:scope", "value": "runtime"} in c.get("properties", [])]
    known = {c["bom-ref"] for c in left} | {bom["metadata"]["component"]["bom-ref"]}
    depends = [
        {**d, "dependsOn": [ref for ref in d.get("dependsOn", []) if ref in known]} for d in bom["dependencies"] if d["ref"] in known
    ]
    return {**bom, "components": left, "dependencies": depends}


def make(folder, version, jvm, native, arch, sbom, notes):
    """
    Fills `folder`, which is made anew.

    native: a native zip, or None
    notes: what is said of where it comes from, without the files
    """
    folder = Path(folder)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    name = f"headroom-{version}"
    artifacts = {f"{name}-jvm.zip": (jvm, "java25", "jvm")}
    if native is not None:
        artifacts[f"{name}-native-{arch}.zip"] = (native, "provided.al2023", f"native-{arch}")
    for file, (source, runtime, kind) in artifacts.items():
        shutil.copyfile(source, folder / file)
        (folder / f"{name}-{kind}.sam.yaml").write_text(sam_template(file, runtime), encoding="utf-8")
    (folder / f"{name}.cloudformation.json").write_text(json.dumps(cloudformation_template(), indent=1) + "\n", encoding="utf-8")
    bom = runtime_only(json.loads(Path(sbom).read_text(encoding="utf-8")))
    (folder / f"{name}.cyclonedx.json").write_text(json.dumps(bom, indent=1) + "\n", encoding="utf-8")
    files = sorted(p for p in folder.iterdir())
    subjects = [{"name": p.name, "sha256": sha256(p)} for p in files]
    (folder / f"{name}.provenance.json").write_text(json.dumps({**notes, "files": subjects}, indent=2) + "\n", encoding="utf-8")
    files = sorted(p for p in folder.iterdir())
    (folder / SUMS).write_text("".join(f"{sha256(p)}  {p.name}\n" for p in files), encoding="utf-8")
    return [p.name for p in files] + [SUMS]


def sha256(path):
    """Of a file, in hex."""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()
