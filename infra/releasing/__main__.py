"""Makes a release out of what `infra/release` has built."""

import argparse
import platform
import re
import subprocess
import xml.etree.ElementTree as xml
from pathlib import Path

from releasing.bundle import make

ROOT = Path(__file__).parents[2]
POM = "{http://maven.apache.org/POM/4.0.0}"


def main():
    """The command."""
    arguments = argparse.ArgumentParser(prog="infra/release", description=__doc__)
    arguments.add_argument("--native", type=Path)
    arguments.add_argument("--native-arch", choices=["x86_64", "arm64"], default="x86_64")
    arguments.add_argument("--builder-image", type=pinned, help="what the native zip was built in, with its digest")
    arguments.add_argument("--builder", help="what the native zip was built with outside of a container, such as 'Mandrel 25.0.4.1'")
    arguments.add_argument("--java", required=True)
    arguments.add_argument("--maven", required=True)
    given = arguments.parse_args()
    if bool(given.native) != (bool(given.builder_image) != bool(given.builder)):
        arguments.error("--native needs either --builder-image or --builder, and they need --native")
    pom = xml.parse(ROOT / "pom.xml").getroot()
    version = pom.findtext(f"{POM}version")
    properties = pom.find(f"{POM}properties")
    notes = {
        "name": "headroom",
        "version": version,
        "source": {
            "commit": git("rev-parse", "HEAD"),
            "committed": git("show", "-s", "--format=%cI", "HEAD"),
            "changed": git("status", "--porcelain", "--untracked-files=no").splitlines(),
        },
        "built": {
            "jvm": "./mvnw package; gives the same bytes again with the same JDK, which infra/reproducible checks",
            "native": "./mvnw package -Dnative; handed to infra/release, not built by it" if given.native else None,
            "nativeBuilder": given.builder_image or given.builder,
            "java": given.java,
            "maven": given.maven,
            "quarkus": properties.findtext(f"{POM}quarkus.version"),
            "machine": f"{platform.system()} {platform.machine()}",
        },
    }
    folder = ROOT / "target" / "release"
    files = make(folder, version, ROOT / "target" / "function.zip", given.native, given.native_arch, ROOT / "target" / "sbom.json", notes)
    for file in files:
        print(f"{(folder / file).stat().st_size:12,d}  target/release/{file}")


def pinned(image):
    """A container image whose digest is named: a tag alone may be another image tomorrow."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9./:_-]*@sha256:[0-9a-f]{64}", image):
        raise argparse.ArgumentTypeError(f"{image} has no digest: name it as <image>@sha256:<64 hex digits>")
    return image


def git(*arguments):
    """What git says."""
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    main()
