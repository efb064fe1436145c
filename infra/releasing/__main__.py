"""Makes a release out of what `infra/release` has built."""

import argparse
import platform
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
    arguments.add_argument("--java", required=True)
    arguments.add_argument("--maven", required=True)
    given = arguments.parse_args()
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


def git(*arguments):
    """What git says."""
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    main()
