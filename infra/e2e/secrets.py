"""The account's secrets: made as an operator makes them, under the names that the manifest refers to."""

import json

from e2e.emulator import STACK

PREFIX = f"headroom/{STACK}/"
# A reference to the address of the heartbeat.
HEARTBEAT = f"ssm:/{PREFIX}heartbeat/url"
# The key of the receiver of metrics.
OTLP_KEY = "otlp-key-of-this-run"
# The org whose login is signed by a key that never leaves KMS.
SIGNED_BY_KMS = "initech-secure"


def table_key(emulator):
    """The ARN of a new symmetric key, for the tables and for kept tokens."""
    return emulator.client("kms").create_key()["KeyMetadata"]["Arn"]


def signing_key(emulator):
    """Makes the key that signs; answers its public half, DER."""
    kms = emulator.client("kms")
    key = kms.create_key(KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName=f"alias/{PREFIX}monitor", TargetKeyId=key)
    return kms.get_public_key(KeyId=key)["PublicKey"]


def store(emulator, secrets):
    """Puts the simulated fleet's secrets where the manifest says that they are."""
    org, hooks = {"acme-prod": secrets["DEMO_ACME_PROD_SECRET"]}, {"hooks": secrets["DEMO_WEBHOOK_SECRET"]}
    # "all", "monitor" and "pager" lie where they did before orgs and targets had prefixes of their own.
    for name, bundle in (("orgs/all", org), ("targets/all", hooks), ("all", {**org, **hooks})):
        emulator.client("secretsmanager").create_secret(Name=PREFIX + name, SecretString=json.dumps(bundle))
    ssm = emulator.client("ssm")
    for name, value in (
        ("monitor", secrets["DEMO_MONITOR_KEY"]),
        ("orgs/monitor", secrets["DEMO_MONITOR_KEY"]),
        ("pager", secrets["DEMO_PAGERDUTY_KEY"]),
        ("targets/pager", secrets["DEMO_PAGERDUTY_KEY"]),
        ("exporters/otel", OTLP_KEY),
    ):
        ssm.put_parameter(Name=f"/{PREFIX}{name}", Value=value, Type="SecureString")


def store_heartbeat(emulator, url):
    """Puts the address of the heartbeat where `HEARTBEAT` says that it is."""
    emulator.client("ssm").put_parameter(Name=f"/{PREFIX}heartbeat/url", Value=url, Type="SecureString")
