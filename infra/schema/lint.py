"""cfn-lint as a library: the transform of SAM and the schemas of every resource type, offline."""

import contextlib
import io
import sys
import tempfile
from pathlib import Path

from cfnlint.api import lint_file
from cfnlint.config import ManualArgs

REGIONS = ["us-east-1"]


def findings(text):
    """What cfn-lint says of a template's text, a line each with the rule first."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.yaml"
        path.write_text(text, encoding="utf-8")
        return of_file(path)


def of_file(path):
    """What cfn-lint says of a file."""
    with contextlib.redirect_stderr(io.StringIO()):
        found = lint_file(path, ManualArgs(regions=REGIONS))
    return [f"{m.rule.id} line {m.linenumber}: {m.message}" for m in found]


if __name__ == "__main__":
    said = [f"{path}: {line}" for path in sys.argv[1:] for line in of_file(Path(path))]
    print("\n".join(said))
    sys.exit(1 if said else 0)
