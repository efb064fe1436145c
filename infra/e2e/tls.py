"""A certificate authority of this run: what functions call is behind TLS that only it vouches for."""

import datetime
import ipaddress
import ssl
import subprocess
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

PASSWORD = "changeit"


class Authority:
    """
    context: for a server on localhost
    options: what makes a Java or native process trust it
    """

    def __init__(self, folder, keytool):
        folder = Path(folder)
        key, ca = _issued("e2e authority", None, None)
        server_key, server = _issued("localhost", key, ca)
        (folder / "ca.pem").write_bytes(ca.public_bytes(serialization.Encoding.PEM))
        (folder / "server.pem").write_bytes(
            server_key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            + server.public_bytes(serialization.Encoding.PEM)
        )
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(folder / "server.pem")
        store = folder / "trust.p12"
        subprocess.run(
            [str(keytool), "-importcert", "-noprompt", "-alias", "e2e", "-file", str(folder / "ca.pem")]
            + ["-keystore", str(store), "-storetype", "PKCS12", "-storepass", PASSWORD],
            check=True,
            capture_output=True,
            timeout=60,
        )
        self.options = [
            f"-Djavax.net.ssl.trustStore={store.resolve()}",
            "-Djavax.net.ssl.trustStoreType=PKCS12",
            f"-Djavax.net.ssl.trustStorePassword={PASSWORD}",
        ]


def _issued(name, issuer_key, issuer):
    """A key and a certificate; self-signed without an issuer."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.timezone.utc)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject if issuer is None else issuer.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(minutes=5))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
    )
    if issuer is not None:
        names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    return key, builder.sign(key if issuer_key is None else issuer_key, hashes.SHA256())
