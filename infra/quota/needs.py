"""
What a fleet needs of an AWS account, beside what the account has.

A need is a peak: what one minute's orgs take if their replies come at once. Nothing here is a
safety margin except where it is named one.
"""

from dataclasses import dataclass
from math import ceil
from typing import Optional

from cost.model import poll_writes

ORGS_PER_MESSAGE = 50
# A message takes as long as its slowest org: usually 3 s, at worst the org deadline (docs/large-fleets.md).
USUAL_SECONDS = 3
WORST_SECONDS = 26
# Functions with a bound of their own in the templates: attribute 5, audit 2, export 5.
OTHER_POLLED = 12
# dispatch, publish (one per shard of the stream, and the sweep), manage, and a tick that overlaps.
SINGLE = 6


@dataclass(frozen=True)
class Fleet:
    """
    A fleet, as far as its needs go.

    interval: minutes between two readings of an org
    pollers, notifiers: the parameters PollerConcurrency and NotifierConcurrency; None for what the fleet needs
    jwt: whether logins are signed with a KMS key
    kept: whether access tokens are kept between processes (the parameter KmsKeyArn)
    secrets: how many secrets or parameters the orgs' credentials are in
    store: where they are: ssm or secretsmanager
    """

    orgs: int
    interval: int = 5
    pollers: Optional[int] = None
    notifiers: Optional[int] = None
    jwt: bool = False
    kept: bool = False
    secrets: int = 1
    store: str = "ssm"

    def __post_init__(self):
        if self.orgs < 1:
            raise ValueError(f"{self.orgs} orgs: a fleet has one or more")
        if self.interval not in (5, 10, 15, 30, 60):
            raise ValueError(f"an interval of {self.interval} minutes: there are 5, 10, 15, 30 and 60")
        if self.secrets < 0 or self.secrets > self.orgs:
            raise ValueError(f"{self.secrets} secrets: 0 to the number of orgs")

    def per_minute(self):
        """Orgs that are due in one minute."""
        return ceil(self.orgs / self.interval)

    def messages(self):
        """Messages of one minute's tick."""
        return ceil(self.per_minute() / ORGS_PER_MESSAGE)

    def pollers_needed(self):
        """Pollers that are busy if no org answers before its deadline; two at least, as the template has."""
        return max(2, ceil(self.messages() * WORST_SECONDS / 60))

    def per_second(self):
        """Orgs per second while a minute's orgs are read at the usual speed."""
        return ceil(self.per_minute() / USUAL_SECONDS)

    def logins_per_second(self):
        """Logins per second of a new process for each message: all of its orgs, or those without a kept token."""
        return 0 if self.kept else self.per_second()


@dataclass(frozen=True)
class Need:
    """
    One need.

    code: the quota's code at Service Quotas; None where none is confirmed, so that the name decides
    default: what an account has that nobody raised; None where AWS gives new accounts less than it documents
    """

    service: str
    code: Optional[str]
    name: str
    need: float
    default: Optional[float]
    why: str
    remedy: str


def request(service, code):
    """How to raise a quota that has a code."""
    return (
        f"aws service-quotas request-service-quota-increase --service-code {service}"
        f" --quota-code {code} --desired-value {{need}}"
    )


def needs(fleet, consumption):
    """All needs of a fleet; consumption is infra/cost/consumption.json."""
    measured = consumption["measured"]
    pollers = fleet.pollers or fleet.pollers_needed()
    notifiers = fleet.notifiers or (5 if fleet.orgs <= 2000 else 10)
    writes = fleet.per_second() * poll_writes(consumption)
    reads = fleet.per_second() * (measured["readUnitsPerPoll"] + measured["readUnitsPerMessage"] / ORGS_PER_MESSAGE)
    signatures = fleet.logins_per_second() if fleet.jwt else 0
    # A process reads a secret once in four minutes.
    secrets = min(fleet.secrets, fleet.logins_per_second())
    return [
        Need(
            "lambda",
            "L-B99A9384",
            "Concurrent executions",
            pollers + notifiers + OTHER_POLLED + SINGLE,
            None,
            f"{pollers} pollers, {notifiers} notifiers, {OTHER_POLLED} for usage, access and export, {SINGLE} others",
            # What other accounts have without asking; less is not granted.
            request("lambda", "L-B99A9384").format(need=1_000)
            if pollers + notifiers + OTHER_POLLED + SINGLE < 1_000
            else request("lambda", "L-B99A9384"),
        ),
        Need(
            "dynamodb",
            "L-AB614373",
            "Table-level write throughput limit",
            ceil(writes),
            40_000,
            f"{fleet.per_second()} orgs per second of {poll_writes(consumption)} units",
            request("dynamodb", "L-AB614373"),
        ),
        Need(
            "dynamodb",
            "L-CF0CBE56",
            "Table-level read throughput limit",
            ceil(reads),
            40_000,
            f"{fleet.per_second()} orgs per second of {measured['readUnitsPerPoll']} units, and {measured['readUnitsPerMessage']} a message",
            request("dynamodb", "L-CF0CBE56"),
        ),
        Need(
            "kms",
            "L-2AC98190",
            "Cryptographic operations (RSA) request rate",
            signatures,
            500,
            "one signature per login, after a deployment all of a minute's orgs at once"
            if signatures
            else "no login is signed, or tokens are kept",
            request("kms", "L-2AC98190") + ", or set KmsKeyArn, so that tokens are kept",
        ),
        Need(
            "kms",
            None,
            "Cryptographic operations (symmetric) request rate",
            fleet.per_second() if fleet.kept else 0,
            5_500,
            "one data key per org that a new process reads" if fleet.kept else "tokens are not kept",
            "Raise it at Service Quotas, AWS Key Management Service; the code is in the account's own answer.",
        ),
        Need(
            "ssm",
            None,
            "GetParameter transactions per second",
            secrets if fleet.store == "ssm" else 0,
            40,
            "one read per secret and new process" if fleet.store == "ssm" else "the secrets are elsewhere",
            "Bundle secrets (docs/large-fleets.md), or in Systems Manager: Parameter Store, Settings, higher"
            " throughput. It is not at Service Quotas.",
        ),
        Need(
            "secretsmanager",
            None,
            "Combined rate of DescribeSecret and GetSecretValue API requests",
            secrets if fleet.store == "secretsmanager" else 0,
            10_000,
            "one read per secret and new process" if fleet.store == "secretsmanager" else "the secrets are elsewhere",
            "Bundle secrets (docs/large-fleets.md).",
        ),
        Need(
            "sqs",
            None,
            "In-flight messages per standard queue",
            fleet.messages() * 5,
            120_000,
            "five minutes of messages that are all being worked on",
            "Ask AWS Support. It is not at Service Quotas.",
        ),
        Need(
            "scheduler",
            None,
            "Invocations throttle limit in transactions per second",
            1,
            500,
            "a few schedules, once a minute each, however many orgs",
            "Raise it at Service Quotas, Amazon EventBridge Scheduler.",
        ),
        Need(
            "logs",
            "L-7E1FAE88",
            "PutLogEvents throttle limit in transactions per second",
            pollers + notifiers + OTHER_POLLED + SINGLE,
            5_000,
            "one per second and running function; metrics are lines of the log, so PutMetricData is not called",
            request("logs", "L-7E1FAE88"),
        ),
    ]
