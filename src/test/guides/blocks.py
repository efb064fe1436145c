"""Makes one script of the marked blocks of the README and the guides, and looks for commands that are not marked."""

import re
import sys
from pathlib import Path

# README first: it packages what the others run. The last two use what `deploy` defines.
GUIDES = ("README.md", "docs/reference/*.md", "docs/*.md")
LAST = ("docs/deploy.md", "docs/operate.md", "docs/large-fleets.md")
COMMAND = re.compile(r"^ {4,}(?:\./mvnw|java|aws|curl|sam|cdk|npx|infra/\w+|src/bench/\w+|docker|openssl) ")
MANIFEST = re.compile(r"^    version: 1\n(?:(?:    .*)?\n)+", re.MULTILINE)
PRELUDE = """\
at() { where=$1; echo "--- $1"; }
trap 'echo "FAILED at $where: $BASH_COMMAND" >&2' ERR
set -E
manifest() { cp "$1" fleet.yaml; }
ended() { cd "$WORK"; return "$1"; }
"""


def blocks(text):
    """Each marked block, as (number of its first line, lines without their indentation)."""
    begun = None
    for number, line in enumerate(text.splitlines(), 1):
        if begun is None and line.strip() == "```sh":
            begun, indent, lines = number + 1, len(line) - len(line.lstrip()), []
        elif begun is not None and line.strip() == "```":
            yield begun, lines
            begun = None
        elif begun is not None:
            lines.append(line[indent:])
    if begun is not None:
        raise ValueError(f"the block of line {begun} does not end")


def unmarked(text):
    """Numbers of lines that hold a command outside of a marked block."""
    return [n for n, line in enumerate(text.splitlines(), 1) if COMMAND.match(line)]


def documents(root):
    """The README and the guides, in the order in which they are run."""
    found = [path for pattern in GUIDES for path in sorted(root.glob(pattern))]
    last = [root / name for name in LAST]
    return [path for path in found if path not in last] + last


def main(root, work):
    """Writes `all.sh` and the manifests into `work`."""
    script, wrong = [PRELUDE], []
    for path in documents(root):
        name, text = str(path.relative_to(root)), path.read_text(encoding="utf-8")
        in_blocks = {n + i for n, lines in blocks(text) for i in range(len(lines))}
        wrong += [f"{name}:{n}: mark the command's block with ```sh" for n in unmarked(text) if n not in in_blocks]
        if not any(blocks(text)):
            continue
        manifest = MANIFEST.search(text)
        if manifest:
            example = re.sub(r"^    ", "", manifest.group(), flags=re.MULTILINE)
            (work / f"{path.stem}.manifest").write_text(example.replace("<consumer key>", "3MVG9"), encoding="utf-8")
        script.append(f"manifest {path.stem if manifest else 'README'}.manifest")
        if name != "README.md":
            script.append("demo")
        for number, lines in blocks(text):
            script += [f"at {name}:{number}", *lines, "ended $?"]
    if wrong:
        sys.exit("\n".join(wrong))
    (work / "all.sh").write_text("\n".join(script) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
