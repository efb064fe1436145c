"""Prints what an account must raise: `infra/quota-check --orgs 10000 answers/*.json`."""

import argparse
import json
import sys
from pathlib import Path

from quota.account import Account
from quota.needs import Fleet, needs

CONSUMPTION = Path(__file__).parent.parent / "cost" / "consumption.json"
ENOUGH, WRONG, RAISE = 0, 1, 2


def judged(need, has):
    """The word for a need, and what counts as there."""
    if has is not None:
        return ("enough" if has >= need.need else "raise"), f"{has:,.0f}"
    if need.need == 0:
        return "enough", "not needed"
    if need.default is None:
        return "unknown", "no answer"
    return ("enough" if need.default >= need.need else "raise"), f"{need.default:,.0f} by default"


def main(arguments=None, out=sys.stdout):
    """The command. Exit codes: 0 enough, 1 wrong input, 2 something must be raised or is unknown."""
    parser = argparse.ArgumentParser(prog="infra/quota-check", description="What an AWS account must raise for a fleet.")
    parser.add_argument("--orgs", type=int, required=True)
    parser.add_argument("--interval", type=int, default=5, help="minutes between readings: 5, 10, 15, 30, 60")
    parser.add_argument("--pollers", type=int, help="PollerConcurrency, if it is more than the fleet needs")
    parser.add_argument("--notifiers", type=int, help="NotifierConcurrency")
    parser.add_argument("--jwt", action="store_true", help="logins are signed with a KMS key")
    parser.add_argument("--kms-key", action="store_true", help="tokens are kept (KmsKeyArn)")
    parser.add_argument("--secrets", type=int, default=1, help="how many secrets the credentials are in")
    parser.add_argument("--store", choices=["ssm", "secretsmanager"], default="ssm", help="where they are")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument("answers", type=Path, nargs="*", help="JSON of the AWS CLI")
    given = parser.parse_args(arguments)
    account = Account()
    try:
        fleet = Fleet(
            orgs=given.orgs,
            interval=given.interval,
            pollers=given.pollers,
            notifiers=given.notifiers,
            jwt=given.jwt,
            kept=given.kms_key,
            secrets=given.secrets,
            store=given.store,
        )
        for path in given.answers:
            account.read(path)
    except ValueError as e:
        print(f"infra/quota-check: {e}", file=sys.stderr)
        return WRONG
    rows = []
    for need in needs(fleet, json.loads(CONSUMPTION.read_text(encoding="utf-8"))):
        word, shown = judged(need, account.has(need))
        rows.append((word, need, shown))
    if given.format == "json":
        print(
            json.dumps(
                [
                    {
                        "verdict": word,
                        "service": need.service,
                        "code": need.code,
                        "quota": need.name,
                        "need": need.need,
                        "has": account.has(need),
                        "default": need.default,
                        "why": need.why,
                        "remedy": need.remedy.format(need=need.need) if word != "enough" else None,
                    }
                    for word, need, shown in rows
                ],
                indent=2,
            ),
            file=out,
        )
    else:
        print(f"{fleet.orgs:,} orgs every {fleet.interval} minutes: {fleet.messages()} messages a minute", file=out)
        for word, need, shown in rows:
            print(f"{word:8} {need.service:15} {need.name:64} {need.need:>9,.0f} of {shown}", file=out)
            if word != "enough":
                print(f"{'':8} {need.why}", file=out)
                print(f"{'':8} -> {need.remedy.format(need=need.need)}", file=out)
    return RAISE if any(word != "enough" for word, _, _ in rows) else ENOUGH


if __name__ == "__main__":
    sys.exit(main())
