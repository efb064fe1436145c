"""
What a month of Headroom costs: list prices times what a run was measured to consume.

A month has 30 days. Nothing here is fitted: each line of the bill is a count times a price.
"""

from dataclasses import dataclass
from math import ceil

MONTH_MINUTES = 30 * 24 * 60
GB = 10**9
# DynamoDB adds this to each stored item: "Capacity considerations" of its developer guide.
ITEM_OVERHEAD = 100
# The sweep looks at every org once an interval: half a unit for an eventually consistent read of at most 4 KB.
LOOK_READ_UNITS = 0.5
ORGS_PER_MESSAGE = 50
# Of three slots of a quiet org whose interval is adaptive, two are left out.
LEFT_OUT = 2 / 3
# Lambda keeps this many long polls of 20 seconds on every queue, however idle it is.
POLLS_PER_QUEUE = 5 * 3 * MONTH_MINUTES
REQUESTS_PER_MESSAGE = 3


@dataclass(frozen=True)
class Deployment:
    """
    What is deployed, as far as it costs.

    quiet: share of the time that orgs are quiet, 0 to 1, if their interval is adaptive; 0 for a fixed interval
    pages: whether pages are written as files
    exporters: metric stores that readings are shipped to; traffic to them is not in the bill
    metrics: custom metrics that the functions emit
    alarm_metrics: metrics that the alarms look at, each charged
    """

    orgs: int
    interval: int
    metrics: int
    alarm_metrics: int
    architecture: str = "x86_64"
    memory_gb: float = 0.25
    retention_days: int = 30
    kms_key: bool = False
    secrets: int = 0
    exporters: int = 0
    quiet: float = 0
    pages: bool = False

    def __post_init__(self):
        if self.orgs < 0:
            raise ValueError(f"{self.orgs} orgs: there cannot be less than none")
        if self.interval not in (5, 10, 15, 30, 60):
            raise ValueError(f"an interval of {self.interval} minutes: there are 5, 10, 15, 30 and 60")
        if not 0 <= self.quiet <= 1:
            raise ValueError(f"{self.quiet} of the time quiet: a share is from 0 to 1")
        if self.quiet and self.interval != 5:
            raise ValueError("an adaptive interval is one of 5 minutes, with slots left out")


@dataclass(frozen=True)
class Line:
    """One line of the bill."""

    what: str
    quantity: float
    unit: str
    price: float
    free: float = 0

    @property
    def cost(self):
        """At list price."""
        return self.quantity * self.price

    @property
    def cost_after_free(self):
        """With the monthly allowance of every account."""
        return max(0, self.quantity - self.free) * self.price


def bill(deployment, consumption, prices):
    """The lines of a month's bill."""
    d, use, guess, free = deployment, consumption["measured"], consumption["assumed"], prices["monthlyFree"]
    slots = d.orgs * MONTH_MINUTES / d.interval
    left_out = slots * d.quiet * LEFT_OUT
    polls = slots - left_out
    orgs_a_minute = d.orgs / d.interval
    # With fewer orgs than minutes in an interval there are minutes without a message.
    messages = ceil(orgs_a_minute / ORGS_PER_MESSAGE) * min(1, orgs_a_minute) * MONTH_MINUTES
    orgs_a_message = polls / messages if messages else 0
    left_out_a_message = left_out / messages if messages else 0
    transitions = d.orgs * guess["transitionsPerOrgMonth"]
    deliveries = transitions * guess["targetsPerTransition"]
    ticks = 2 * MONTH_MINUTES

    # While some orgs are waited for, others' answers are worked on.
    cpu_ms = orgs_a_message * use["pollMsPerOrg"] + left_out_a_message * guess["msPerSlotLeftOut"]
    poll_ms = use["pollOverheadMs"] + max(_salesforce_ms(orgs_a_message, guess), cpu_ms)
    work_ms = (
        messages * poll_ms
        + MONTH_MINUTES * (use["tickMs"]["dispatch"] + use["tickMs"]["sweep"])
        + transitions * use["publishMs"]
        + deliveries * use["notifyMs"]
    )
    invocations = messages + ticks + transitions + deliveries
    # When the newest reading was had is noted once a minute by a poller, more seldom with fewer messages.
    noted = min(messages, MONTH_MINUTES)
    # What an org shows in the fleet index, rewritten when it has changed notably: not while nothing of it moves.
    index = consumption["fleetIndex"]
    noted += d.orgs * 30 * (1 - d.quiet) * index["rewritesPerOrgDay"] * index["writeUnitsPerRewrite"]
    blocks = consumption["blocks"]
    writes = polls * poll_writes(consumption) + noted + transitions * use["writeUnitsPerTransition"]
    reads = (
        polls * use["readUnitsPerPoll"]
        + left_out * consumption["adaptive"]["readUnitsPerSlotLeftOut"]
        + slots * LOOK_READ_UNITS
        + messages * use["readUnitsPerMessage"]
        + MONTH_MINUTES * (use["tickReadUnits"]["dispatch"] + use["tickReadUnits"]["sweep"])
        + transitions * use["readUnitsPerTransition"]
    )
    # Beside the polls' own; ten limits of an org move, most of its others stand still for weeks.
    forecasts = consumption["forecasts"]
    kept = d.orgs * 30 * 24 * forecasts["writeUnitsPerOrgHour"]
    reads += d.orgs * 30 * guess["coldLoadsPerOrgDay"] * forecasts["readUnitsPerColdLoad"]
    stored = polls / blocks["samples"] * (d.retention_days / 30) * (blocks["bytes"] + ITEM_OVERHEAD) / GB
    state = d.orgs * 20_000 / GB
    logs = invocations * use["logBytesPerInvocation"] / GB
    tokens = d.orgs * guess["tokensPerOrgDay"] * 30

    # Usage: turns of orgs, of which few find a new event log file. Those of one invocation go side by side.
    usage = consumption["usage"]
    turns = d.orgs * 30 * usage["turnsPerOrgDay"]
    files = d.orgs * 30 * usage["filesPerOrgDay"]
    # The poll reads an org's days to name who is behind an alert.
    usage_reads = turns * usage["readUnitsPerTurn"] + files * usage["readUnitsPerFile"] + transitions * usage["readUnitsPerNaming"]
    # Twice the memory of the others.
    usage_ms = turns / guess["turnsPerInvocation"] * guess["salesforceMsAlone"] + files * guess["eventLogFileMs"]
    usage_kept = d.orgs * usage["stateBytesPerOrg"] / GB
    usage_calls = d.orgs * usage["callBytesPerOrg"] / GB

    p = prices
    return [
        Line("Lambda, time", work_ms / 1000 * d.memory_gb, "GB-s", p["lambda"]["gbSecond"][d.architecture], free["lambdaGbSeconds"]),
        Line("Lambda, requests", invocations, "requests", p["lambda"]["request"], free["lambdaRequests"]),
        Line("DynamoDB, writes", writes, "WRU", p["dynamodb"]["writeUnit"]),
        Line("DynamoDB, forecasts kept", kept, "WRU", p["dynamodb"]["writeUnit"]),
        Line("DynamoDB, reads", reads, "RRU", p["dynamodb"]["readUnit"]),
        Line("Usage, Lambda", usage_ms / 1000 * 2 * d.memory_gb, "GB-s", p["lambda"]["gbSecond"][d.architecture]),
        Line("Usage, requests", turns / guess["turnsPerInvocation"], "requests", p["lambda"]["request"]),
        Line("Usage, writes", turns * usage["writeUnitsPerTurn"] + files * usage["writeUnitsPerFile"], "WRU", p["dynamodb"]["writeUnit"]),
        Line("Usage, reads", usage_reads, "RRU", p["dynamodb"]["readUnit"]),
        Line("Usage, storage and recovery", usage_kept, "GB", p["dynamodb"]["storageGbMonth"] + p["dynamodb"]["pitrGbMonth"]),
        Line("Usage, single calls", usage_calls, "GB", p["dynamodb"]["storageGbMonth"]),
        Line("Usage, SQS", POLLS_PER_QUEUE + turns * (REQUESTS_PER_MESSAGE - 1 + 0.1), "requests", p["sqs"]["request"]),
        Line("DynamoDB, storage", stored + state, "GB", p["dynamodb"]["storageGbMonth"], free["storageGb"]),
        Line("DynamoDB, recovery of the state table", state, "GB", p["dynamodb"]["pitrGbMonth"]),
        Line("SQS", 2 * POLLS_PER_QUEUE + (messages + deliveries) * REQUESTS_PER_MESSAGE, "requests", p["sqs"]["request"], free["sqsRequests"]),
        Line("Scheduler", ticks, "ticks", p["scheduler"]["invocation"], free["schedulerInvocations"]),
        Line("CloudWatch, metrics", d.metrics, "metrics", p["cloudwatch"]["metricMonth"], free["metrics"]),
        Line("CloudWatch, alarms", d.alarm_metrics, "metrics", p["cloudwatch"]["alarmMetricMonth"], free["alarmMetrics"]),
        Line("CloudWatch, logs", logs, "GB", p["cloudwatch"]["logGb"] + p["cloudwatch"]["logStoredGbMonth"], free["logGb"]),
        Line("Traffic out", polls * guess["sentBytesPerPoll"] / GB, "GB", p["egress"]["gb"], free["egressGb"]),
        Line("KMS, key", 1 if d.kms_key else 0, "keys", p["kms"]["keyMonth"]),
        Line("KMS, requests", tokens * 2 if d.kms_key else 0, "requests", p["kms"]["request"]),
        Line("Secrets Manager", d.secrets, "secrets", p["secretsmanager"]["secretMonth"]),
    ] + _access(d, consumption, prices) + _history(d, consumption, prices) + _pages(d, consumption, prices) + _export(d, messages, consumption, prices)


def poll_writes(consumption):
    """Write units of a poll: its state, and its part of a block of samples."""
    return consumption["measured"]["writeUnitsPerPoll"] + 1 / consumption["blocks"]["samples"]


def _access(d, consumption, prices):
    """
    The audits: one per org and day, in twice the memory of the others, a few of them side by side.

    Their queue is polled like the others.
    """
    access, guess = consumption["access"], consumption["assumed"]
    audits = d.orgs * 30
    ms = audits * guess["auditMs"] / guess["auditsSideBySide"]
    p = prices
    return [
        Line("Access, Lambda", ms / 1000 * 2 * d.memory_gb, "GB-s", p["lambda"]["gbSecond"][d.architecture]),
        Line("Access, writes", audits * access["writeUnitsPerAudit"], "WRU", p["dynamodb"]["writeUnit"]),
        Line("Access, reads", audits * access["readUnitsPerAudit"], "RRU", p["dynamodb"]["readUnit"]),
        Line("Access, storage and recovery", d.orgs * access["storedBytesPerOrg"] / GB, "GB", p["dynamodb"]["storageGbMonth"] + p["dynamodb"]["pitrGbMonth"]),
        Line("Access, SQS", POLLS_PER_QUEUE + audits * REQUESTS_PER_MESSAGE, "requests", p["sqs"]["request"]),
    ]


def _history(d, consumption, prices):
    """
    The rollups: an org a day; hours are kept for 400 days, days for five years.

    A tick an hour takes the turns of its orgs, a few of them side by side, without a queue.
    """
    history = consumption["history"]
    turns = d.orgs * 30
    stored = d.orgs * (history["hoursKeptDays"] * history["bytesPerDayOfHours"] + history["daysKeptDays"] * history["bytesPerDay"])
    p = prices
    return [
        Line("History, Lambda", turns * history["msPerTurn"] / 1000 * d.memory_gb, "GB-s", p["lambda"]["gbSecond"][d.architecture]),
        Line("History, requests", MONTH_MINUTES / 60, "requests", p["lambda"]["request"]),
        Line("History, writes", turns * history["writeUnitsPerTurn"], "WRU", p["dynamodb"]["writeUnit"]),
        Line("History, reads", turns * history["readUnitsPerTurn"], "RRU", p["dynamodb"]["readUnit"]),
        Line("History, storage", stored / GB, "GB", p["dynamodb"]["storageGbMonth"]),
    ]


def _pages(d, consumption, prices):
    """
    The pages as files: those of an org once a day and when its alerts change, the index of a tenant with its orgs.

    Whether they have to be made is looked at every hour, with the notes about each org.
    """
    if not d.pages:
        return []
    pages, guess = consumption["pages"], consumption["assumed"]
    days, transitions = d.orgs * 30, d.orgs * guess["transitionsPerOrgMonth"]
    hours = MONTH_MINUTES / 60
    tenants = ceil(d.orgs / guess["orgsPerTenant"])
    puts = days * pages["filesPerOrgDay"] + transitions * pages["filesPerTransition"] + hours * (1 + tenants * pages["filesPerTenantHour"])
    reads = (
        days * pages["readUnitsPerOrgDay"]
        + transitions * pages["readUnitsPerTransition"]
        + hours * (pages["readUnitsPerTick"] + d.orgs * pages["readUnitsPerOrgLook"])
    )
    rows = days + transitions + hours * tenants * pages["filesPerTenantHour"]
    ms = (days + transitions) * pages["msPerOrg"] + hours * pages["msPerTick"]
    p = prices
    return [
        Line("Pages, puts", puts, "requests", p["s3"]["put"]),
        Line("Pages, storage", d.orgs * pages["bytesPerOrg"] / GB, "GB", p["s3"]["storageGbMonth"]),
        Line("Pages, reads", reads, "RRU", p["dynamodb"]["readUnit"]),
        Line("Pages, writes", rows * pages["writeUnitsPerRow"], "WRU", p["dynamodb"]["writeUnit"]),
        Line("Pages, Lambda", ms / 1000 * d.memory_gb, "GB-s", p["lambda"]["gbSecond"][d.architecture]),
    ]


def _export(d, messages, consumption, prices):
    """
    A message per exporter and poll message, collected for a minute.

    The polls of the queue bring them; they are sent one by one, and deleted with their batch. The calls of an org's
    integrations follow each event log file that was read; naming who is behind an alert reads as much and more.
    """
    files = min(d.exporters, 1) * d.orgs * 30 * consumption["usage"]["filesPerOrgDay"]
    invocations = min(d.exporters, 1) * min(messages, MONTH_MINUTES)
    ms = invocations * d.exporters * consumption["assumed"]["exportMs"]
    p = prices
    requests = min(d.exporters, 1) * POLLS_PER_QUEUE + d.exporters * (messages + files) + invocations
    return [
        Line("Export, Lambda", ms / 1000 * d.memory_gb, "GB-s", p["lambda"]["gbSecond"][d.architecture]),
        Line("Export, requests", invocations, "requests", p["lambda"]["request"]),
        Line("Export, SQS", requests, "requests", p["sqs"]["request"]),
        Line("Export, reads", files * consumption["usage"]["readUnitsPerNaming"], "RRU", p["dynamodb"]["readUnit"]),
    ]


def _salesforce_ms(orgs, guess):
    """How long a message of so many orgs waits for Salesforce: they are asked side by side."""
    alone, fifty = guess["salesforceMsAlone"], guess["salesforceMsFiftyOrgs"]
    return alone + (fifty - alone) * max(0, orgs - 1) / (ORGS_PER_MESSAGE - 1)


def total(lines):
    """Of a bill, at list price."""
    return sum(line.cost for line in lines)


def total_after_free(lines):
    """Of a bill, after the monthly allowance of an account that has nothing else."""
    return sum(line.cost_after_free for line in lines)
