"""
Compares the files of the installed packages with what was written down.

pip's own hashes are of archives: they say nothing of a package that is there already, as on a machine that
brings it along. What an archive holds is listed in its RECORD, each file with its SHA-256; one digest of that
list is kept for each package, version and kind of build.

    python -m releasing.installed            ends with 1 when a file or a list is another one
    python -m releasing.installed --every    also when nothing is written down for a package of this machine's kind
    python -m releasing.installed --write    writes down what is installed here, beside other kinds
"""

import base64
import hashlib
import re
import sys
from importlib import metadata
from pathlib import Path

INFRA = Path(__file__).absolute().parents[1]
DIGESTS = INFRA / "installed.sha256"
# Written by whoever installs, and so not part of an archive.
_INSTALLERS = {"INSTALLER", "RECORD", "REQUESTED", "direct_url.json", "uv_cache.json", "uv_build.json"}

# Where a proxy looks into TLS, whoever runs the machine adds its authority there.
_AUTHORITIES = "cacert.pem"


class Changed(Exception):
    """A file of a package is not what its own list says."""


def pinned():
    """The packages that are written down with their versions, by name."""
    pins = {}
    for file in ("requirements.txt", "constraints.txt"):
        for line in (INFRA / file).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                name, version = re.fullmatch(r"([A-Za-z0-9_.-]+)(?:\[[a-z]+\])?==(\S+)", line).groups()
                pins[name] = version
    return pins


def digest(package):
    """
    Of the files of an installed package: `(kind, digest)`, where the kind is its name, version and wheel tags.

    Raises Changed when a file is another one than its list says, or there is no list.
    """
    files = package.files
    if not files:
        raise Changed(f"{package.name} {package.version} has no list of its files")
    lines = []
    for file in files:
        inside = not file.is_absolute() and ".." not in file.parts and "__pycache__" not in file.parts
        if not inside or file.suffix == ".pyc" or (file.parent.suffix == ".dist-info" and file.name in _INSTALLERS):
            continue
        if file.hash is None or file.hash.mode != "sha256":
            raise Changed(f"{package.name} {package.version} lists {file} without a SHA-256")
        found = base64.urlsafe_b64encode(hashlib.sha256(file.locate().read_bytes()).digest()).rstrip(b"=").decode()
        if found != file.hash.value and file.name != _AUTHORITIES:
            raise Changed(f"{package.name} {package.version}: {file} is not the file that was in its archive")
        lines.append(f"{file},{file.hash.value}\n")
    tags = sorted(re.findall(r"^Tag: (\S+)", package.read_text("WHEEL") or "", re.MULTILINE))
    kind = f"{package.name.lower()} {package.version} {'.'.join(tags)}"
    return kind, hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()


def written(path=DIGESTS):
    """The digests that are written down, by kind."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {kind: value for value, kind in (line.split("  ", 1) for line in lines if line and not line.startswith("#"))}


def compared(packages, known):
    """What is wrong, and of which kinds nothing is written down: two lists of texts."""
    wrong, unknown = [], []
    for package in packages:
        try:
            kind, found = digest(package)
        except Changed as changed:
            wrong.append(str(changed))
            continue
        if kind not in known:
            unknown.append(kind)
        elif known[kind] != found:
            wrong.append(f"{kind}: its files are not those that were written down")
    return wrong, unknown


def main(arguments):
    """The command."""
    packages = [metadata.distribution(name) for name in pinned()]
    known = written()
    if arguments == ["--write"]:
        known.update(digest(package) for package in packages)
        text = "# What is in each package, by name, version and tags of its wheel: see releasing/installed.py.\n"
        DIGESTS.write_text(text + "".join(f"{value}  {kind}\n" for kind, value in sorted(known.items())), encoding="utf-8")
        return 0
    wrong, unknown = compared(packages, known)
    for text in wrong:
        print(f"{text}: remove it, and have it installed from a source that you trust", file=sys.stderr)
    if unknown:
        print(f"not compared, since nothing is written down for this machine's kind: {', '.join(unknown)}", file=sys.stderr)
    return 1 if wrong or (unknown and arguments == ["--every"]) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
