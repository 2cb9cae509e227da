import datetime
import ssl

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from assistant.errors import SettingsError
from assistant.server.address import check_certificate, page_url
from tests.server.conftest import PASSWORDS, serving, write_users


@pytest.fixture(scope="module")
def pem(tmp_path_factory):
    """The files of a certificate of localhost, its key, and the key of another one."""
    folder = tmp_path_factory.mktemp("pem")
    keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(2)]
    for name, key in zip(("key", "other"), keys, strict=True):
        kept = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        (folder / name).write_bytes(kept)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    today = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(keys[0].public_key())
        .serial_number(1)
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(keys[0], hashes.SHA256())
    )
    (folder / "certificate").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return folder


def test_with_a_certificate_the_page_is_https_and_its_cookie_too(opened, pem, tmp_path):
    users = write_users(tmp_path / "users.json")
    with serving(opened(users=users, tls_certificate=pem / "certificate", tls_key=pem / "key")) as url:
        assert url.startswith("https://")
        trusted = ssl.create_default_context(cafile=pem / "certificate")
        said = {"username": "lan", "password": PASSWORDS["lan"]}
        address = url.replace("127.0.0.1", "localhost")
        entered = httpx.post(f"{address}/login", data=said, verify=trusted, trust_env=False)
        assert entered.status_code == 200 and "; Secure" in entered.headers["set-cookie"]


@pytest.mark.parametrize(("certificate", "key"), [("certificate", None), (None, "key")])
def test_a_certificate_needs_its_key(pem, certificate, key):
    with pytest.raises(SettingsError, match="cả hai"):
        check_certificate(certificate and pem / certificate, key and pem / key)


@pytest.mark.parametrize(("certificate", "key"), [("certificate", "other"), ("key", "key"), ("certificate", "none")])
def test_files_that_do_not_belong_together_are_named(pem, certificate, key):
    with pytest.raises(SettingsError, match=f"{certificate}.*{key}"):
        check_certificate(pem / certificate, pem / key)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:80/"),
        ("0.0.0.0", "http://127.0.0.1:80/"),
        ("::", "http://[::1]:80/"),
        ("::1", "http://[::1]:80/"),
        ("may.vn", "http://may.vn:80/"),
    ],
)
def test_the_address_is_one_that_a_browser_opens(host, url):
    assert page_url(host, 80) == url
