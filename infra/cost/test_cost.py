"""What a month costs stays under what was promised, by the committed prices and consumption."""

import copy
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from cost import deployed
from cost.model import Deployment, bill, total, total_after_free
from parity import sam
from parity.intrinsics import Template

HERE = Path(__file__).parent
PRICES = json.loads((HERE / "prices.json").read_text(encoding="utf-8"))
CONSUMPTION = json.loads((HERE / "consumption.json").read_text(encoding="utf-8"))


def month(orgs, consumption=CONSUMPTION, **more):
    """The bill of so many orgs every five minutes."""
    deployment = Deployment(
        orgs=orgs,
        interval=more.pop("interval", 5),
        metrics=len(deployed.METRICS),
        alarm_metrics=deployed.ALARM_METRICS,
        **more,
    )
    return bill(deployment, consumption, PRICES)


def alarms():
    """The properties of the template's alarms."""
    resources = Template(sam.read()).resources().values()
    return [r["Properties"] for r in resources if r["Type"] == "AWS::CloudWatch::Alarm"]


def idle(consumption):
    """The same with nothing to tell."""
    quiet = copy.deepcopy(consumption)
    quiet["assumed"]["transitionsPerOrgMonth"] = 0
    return quiet


def polled(lines):
    """What reading limits and telling of them costs."""
    return sum(line.cost for line in lines if not line.what.startswith(("Access", "Usage")))


class Promises(unittest.TestCase):
    def test_a_thousand_orgs_every_five_minutes_stay_under_25_dollars_and_under_29_with_a_key(self):
        self.assertLess(total(month(1_000)), 25)
        self.assertLess(total(month(1_000, kms_key=True)), 29)

    def test_limits_forecasts_and_alerts_of_a_thousand_orgs_stay_under_20_dollars(self):
        jobs = ("Access", "Usage", "History")
        self.assertLess(sum(line.cost for line in month(1_000) if not line.what.startswith(jobs)), 20)

    def test_a_hundred_orgs_stay_under_16_dollars(self):
        self.assertLess(total(month(100, kms_key=True)), 16)

    def test_the_usage_of_a_thousand_orgs_stays_under_3_dollars(self):
        usage = [line for line in month(1_000) if line.what.startswith("Usage, ")]
        self.assertEqual(7, len(usage))
        self.assertLess(sum(line.cost for line in usage), 3)

    def test_the_rollups_of_a_thousand_orgs_cost_cents_a_month_and_their_storage_less_than_a_dollar(self):
        lines = {line.what: line.cost for line in month(1_000) if line.what.startswith("History, ")}
        stored = lines.pop("History, storage")
        self.assertLess(sum(lines.values()), 0.15)
        self.assertLess(stored, 0.6)

    def test_the_pages_of_a_thousand_orgs_as_files_stay_under_a_dollar_and_cost_nothing_when_they_are_off(self):
        on, off = month(1_000, pages=True), month(1_000)
        pages = [line for line in on if line.what.startswith("Pages, ")]
        self.assertEqual(5, len(pages))
        self.assertLess(total(pages), 1)
        # 100,000 files of orgs, 20 indexes of tenants and one of all an hour, at 5 dollars a million.
        (puts,) = [line for line in pages if line.what == "Pages, puts"]
        self.assertAlmostEqual((100_000 + 720 * 21) * 0.000005, puts.cost)
        self.assertAlmostEqual(total(off), total(on) - total(pages))
        self.assertFalse([line for line in off if line.what.startswith("Pages")])

    def test_ten_idle_orgs_stay_under_5_dollars(self):
        # The queues of usage and access are polled however few orgs there are.
        lines = month(10, idle(CONSUMPTION))
        self.assertLess(polled(lines), 5)
        self.assertLess(total(lines), 5.15)

    def test_at_most_ten_metrics_and_ten_alarms_are_there_by_default(self):
        self.assertLessEqual(len(deployed.METRICS), 10)
        self.assertLessEqual(len(alarms()), 10)

    def test_the_alarms_look_only_at_metrics_that_the_functions_emit(self):
        watched = {a["MetricName"] for a in alarms() if a.get("Namespace") == deployed.NAMESPACE}
        self.assertEqual({"OrgsPolled", "OutboxOldestAge"}, watched)
        self.assertEqual(set(), watched - set(deployed.METRICS))

    def test_the_metrics_that_the_alarms_look_at_are_as_many_as_the_template_has(self):
        looked_at = sum(sum("MetricStat" in m for m in a["Metrics"]) if "Metrics" in a else 1 for a in alarms())
        self.assertEqual(looked_at, deployed.ALARM_METRICS)


class Model(unittest.TestCase):
    def test_a_price_or_a_consumption_that_is_higher_shows_in_the_bill(self):
        greedy = copy.deepcopy(CONSUMPTION)
        greedy["measured"]["writeUnitsPerPoll"] = 60
        self.assertGreater(total(month(1_000, greedy)), 300)

    def test_writes_are_counted_by_hand_here(self):
        writes = next(line for line in month(1_000, idle(CONSUMPTION)) if line.what == "DynamoDB, writes")
        # Polls with their part of a block of eight samples, the newest reading once a minute, and 14 rows of the fleet index per org and day.
        self.assertEqual(1_000 * 12 * 24 * 30 * (1 + 1 / 8) + 60 * 24 * 30 + 1_000 * 30 * 14 * 4, writes.quantity)
        self.assertAlmostEqual(7.15, writes.cost, places=2)

    def test_forecasts_are_counted_by_hand_here(self):
        kept = next(line for line in month(1_000) if line.what == "DynamoDB, forecasts kept")
        self.assertEqual(1_000 * 24 * 30 * 2.1, kept.quantity)
        self.assertAlmostEqual(0.945, kept.cost, places=2)

    def test_a_longer_interval_costs_less(self):
        # Jobs that are done per org and day cost the same at any interval.
        self.assertLess(polled(month(1_000, interval=15)), polled(month(1_000)) / 1.6)

    def test_a_quiet_fleet_is_read_at_a_third_of_the_slots(self):
        fixed, quiet = ({line.what: line.quantity for line in month(1_000, idle(CONSUMPTION), quiet=share)} for share in (0, 1))
        polls = 1_000 * 12 * 24 * 30
        # Nor is the row of the fleet index rewritten while nothing moves.
        saved = polls * 2 / 3 * 1.125 + 1_000 * 30 * 14 * 4
        self.assertAlmostEqual(saved, fixed["DynamoDB, writes"] - quiet["DynamoDB, writes"], places=3)
        # A slot left out is one read of the state; the sweep looks as often.
        per_poll = CONSUMPTION["measured"]["readUnitsPerPoll"]
        self.assertAlmostEqual(polls * 2 / 3 * (per_poll - 0.5), fixed["DynamoDB, reads"] - quiet["DynamoDB, reads"], places=3)
        self.assertAlmostEqual(fixed["Traffic out"] / 3, quiet["Traffic out"])
        self.assertEqual(fixed["SQS"], quiet["SQS"])

    def test_a_thousand_orgs_stay_under_24_dollars_and_adaptively_under_12_without_usage_and_access(self):
        self.assertLess(total(month(1_000)), 24)
        others = ("Usage", "Access", "History")
        quiet = sum(line.cost for line in month(1_000, quiet=0.9) if not line.what.startswith(others))
        self.assertLess(quiet, 12)

    def test_a_share_that_is_none_and_an_interval_that_is_not_adaptive_are_refused(self):
        with self.assertRaisesRegex(ValueError, "from 0 to 1"):
            month(10, quiet=80)
        with self.assertRaisesRegex(ValueError, "of 5 minutes"):
            month(10, quiet=0.5, interval=15)

    def test_auditing_a_thousand_orgs_stays_under_2_dollars(self):
        self.assertLess(sum(line.cost for line in month(1_000) if line.what.startswith("Access")), 2)

    def test_exporting_a_thousand_orgs_to_a_store_stays_under_half_a_dollar(self):
        one = Deployment(1_000, 5, 0, 0, exporters=1)
        cost = sum(line.cost for line in bill(one, CONSUMPTION, PRICES) if line.what.startswith("Export"))
        self.assertLess(cost, 0.5)
        self.assertGreater(cost, sum(line.cost for line in month(1_000) if line.what.startswith("Export")))

    def test_no_orgs_cost_what_stands_idle(self):
        lines = month(0)
        self.assertGreater(total(lines), 3)
        self.assertEqual(0, next(line for line in lines if line.what == "DynamoDB, writes").cost)

    def test_the_free_allowance_is_never_more_than_the_list_price(self):
        for line in month(10_000):
            self.assertLessEqual(line.cost_after_free, line.cost)
        self.assertLess(total_after_free(month(10)), total(month(10)))

    def test_an_interval_that_does_not_exist_is_refused(self):
        with self.assertRaisesRegex(ValueError, "7 minutes"):
            month(10, interval=7)

    def test_the_command_prints_the_bill_with_nothing_but_python_and_takes_paths_from_where_it_is_called(self):
        with tempfile.TemporaryDirectory() as folder:
            python = Path(folder) / "python3"
            # Without the packages that are installed on this machine.
            python.write_text(f'#!/bin/sh\nexec {sys.executable} -S "$@"\n')
            python.chmod(0o755)
            (Path(folder) / "measured.json").write_text(json.dumps(CONSUMPTION))
            done = subprocess.run(
                [HERE.parent / "bill", "--orgs", "1000", "--consumption", "measured.json"],
                cwd=folder, env={"PATH": f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin"},
                capture_output=True, text=True, check=False, timeout=60,
            )
        self.assertEqual("", done.stderr)
        self.assertIn("1000 orgs every 5 minutes, us-east-1, list prices of " + PRICES["date"], done.stdout)
        self.assertIn(f"{total(month(1_000)):.2f}", done.stdout)


if __name__ == "__main__":
    unittest.main()
