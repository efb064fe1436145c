"""What the template itself says of cost: how many metrics the alarms look at."""

from parity import sam
from parity.intrinsics import Template

# Every custom metric that the functions emit, each with the one dimension Stack.
METRICS = ("OrgsPolled", "OrgsUnread", "NewestSampleAge", "OutboxOldestAge", "HeartbeatsFailed")
NAMESPACE = "Headroom"


def watched_metrics():
    """Names of the custom metrics that the alarms look at."""
    alarms = [r["Properties"] for r in Template(sam.read()).resources().values() if r["Type"] == "AWS::CloudWatch::Alarm"]
    return {a["MetricName"] for a in alarms if a.get("Namespace") == NAMESPACE}


def alarm_metrics():
    """CloudWatch charges an alarm on an expression for each metric in it."""
    count = 0
    for resource in Template(sam.read()).resources().values():
        if resource["Type"] == "AWS::CloudWatch::Alarm":
            metrics = resource["Properties"].get("Metrics")
            count += sum("MetricStat" in m for m in metrics) if metrics else 1
    return count
