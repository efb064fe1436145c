"""Prints a month's bill: `infra/bill --orgs 1000 --interval 5`."""

import argparse
import json
from pathlib import Path

from cost import deployed
from cost.model import Deployment, bill, total, total_after_free

HERE = Path(__file__).parent


def main():
    """The command."""
    arguments = argparse.ArgumentParser(prog="infra/bill", description="What a month of Headroom costs.")
    arguments.add_argument("--orgs", type=int, default=100)
    arguments.add_argument("--interval", type=int, default=5, help="minutes between readings: 5, 10, 15, 30, 60")
    arguments.add_argument("--quiet", type=float, default=0, help="share of the time that orgs are quiet, with interval: adaptive; such as 0.8")
    arguments.add_argument("--architecture", choices=["x86_64", "arm64"], default="x86_64")
    arguments.add_argument("--jvm", action="store_true", help="twice the memory, as the templates give it")
    arguments.add_argument("--retention", type=int, default=30, help="days that samples are kept")
    arguments.add_argument("--kms-key", action="store_true", help="with a key of your own")
    arguments.add_argument("--secrets", type=int, default=0, help="secrets in Secrets Manager")
    arguments.add_argument("--exporters", type=int, default=0, help="metric stores that readings are shipped to")
    arguments.add_argument("--pages", action="store_true", help="with the pages as files in a bucket")
    arguments.add_argument("--consumption", type=Path, default=HERE / "consumption.json", help="what a run measured")
    arguments.add_argument("--prices", type=Path, default=HERE / "prices.json")
    given = arguments.parse_args()
    prices = json.loads(given.prices.read_text(encoding="utf-8"))
    consumption = json.loads(given.consumption.read_text(encoding="utf-8"))
    try:
        lines = bill(
            Deployment(
                orgs=given.orgs,
                interval=given.interval,
                metrics=len(deployed.METRICS),
                alarm_metrics=deployed.ALARM_METRICS,
                architecture=given.architecture,
                memory_gb=0.5 if given.jvm else 0.25,
                retention_days=given.retention,
                kms_key=given.kms_key,
                secrets=given.secrets,
                exporters=given.exporters,
                quiet=given.quiet,
                pages=given.pages,
            ),
            consumption,
            prices,
        )
    except ValueError as e:
        arguments.error(str(e))
    often = f"adaptively, quiet for {given.quiet:.0%} of the time" if given.quiet else f"every {given.interval} minutes"
    print(f"{given.orgs} orgs {often}, {prices['region']}, list prices of {prices['date']}")
    print(f"consumption: {consumption['measured']['by']}")
    print()
    for line in lines:
        if line.quantity:
            print(f"{line.what:40}{line.quantity:16,.2f} {line.unit:10}{line.cost:10.2f}")
    print(f"{'a month, ' + prices['currency']:67}{total(lines):10.2f}")
    print(f"{'with the monthly free allowance of an account that has nothing else':67}{total_after_free(lines):10.2f}")


if __name__ == "__main__":
    main()
