"""AWS Signature Version 4, against AWS' test suite and against botocore."""

from __future__ import annotations

import json
import os
import string
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote

import pytest
from botocore.auth import SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.compat import datetime as botocore_datetime
from botocore.credentials import Credentials

from claudewire.platforms.amazon.sigv4 import AWSCredentials, Signer, canonical_path, canonical_query, canonical_request

VECTORS = json.loads((Path(__file__).parents[2] / "vectors/sigv4.json").read_text("utf-8"))
KEY = VECTORS["key"]
#: Random requests that are compared with botocore.
REQUESTS = int(os.environ.get("CLAUDEWIRE_SIGNATURES", "10000"))
NOW = "20260102T030405Z"


def by_name(vectors: list[dict[str, Any]]) -> Any:
    return pytest.mark.parametrize("vector", vectors, ids=[vector["name"] for vector in vectors])


@by_name(VECTORS["suite"])
def test_signature_agrees_with_the_test_suite_of_aws(vector: dict[str, Any]) -> None:
    token = vector["canonical_request"].partition("x-amz-security-token:")[2].partition("\n")[0] or None
    host = next(value for name, value in vector["headers"] if name.lower() == "host")
    url = f"https://{host}{vector['path']}"
    signed = vector["authorization"].partition("SignedHeaders=")[2].partition(",")[0].split(";")
    headers = [(n, v) for n, v in vector["headers"] if n.lower() in signed and not n.lower().startswith("x-amz-")]
    headers += [(n, v) for n, v in vector["headers"] if n.lower().startswith("x-amz-meta")]
    digest = sha256(vector["body"].encode()).hexdigest()
    signer = Signer(region="us-east-1", service="service")
    credentials = AWSCredentials(**KEY, session_token=token)

    out = signer.headers(
        credentials,
        method=vector["method"],
        url=url,
        headers=headers,
        payload_hash=digest,
        timestamp="20150830T123600Z",
    )

    more = [(name, value) for name, value in out.items() if name != "authorization"]
    request, _ = canonical_request(vector["method"], url, [*headers, *more], digest)
    assert request == vector["canonical_request"]
    assert signer.string_to_sign(request, "20150830T123600Z") == vector["string_to_sign"]
    assert out["authorization"] == vector["authorization"]


@by_name(VECTORS["calls"])
def test_signature_of_a_call_agrees_with_botocore(vector: dict[str, Any]) -> None:
    """Vectors S1 to S7."""
    headers = [("host", vector["url"].split("/")[2]), *map(tuple, vector["headers"])]
    out = Signer(region=vector["region"], service=vector["service"]).headers(
        AWSCredentials(**KEY, session_token=vector.get("session_token")),
        method=vector["method"],
        url=vector["url"],
        headers=headers,
        payload_hash=sha256(vector["body"].encode()).hexdigest(),
        timestamp=NOW,
    )

    path, _, query = vector["url"].split("/", 3)[3].partition("?")
    assert out["authorization"].endswith(f"Signature={vector['signature']}")
    assert f"SignedHeaders={vector.get('signed', '')}" in out["authorization"]
    assert canonical_path(f"/{path}") == vector.get("canonical_path", canonical_path(f"/{path}"))
    assert canonical_query(query) == vector.get("canonical_query", "")


def _random_text(random: Random, alphabet: str, most: int) -> str:
    return "".join(random.choices(alphabet, k=random.randint(1, most)))


@pytest.fixture
def frozen_botocore(monkeypatch: pytest.MonkeyPatch) -> None:
    """botocore signs with the time NOW."""
    moment = botocore_datetime.datetime(2026, 1, 2, 3, 4, 5)
    monkeypatch.setattr("botocore.auth.get_current_datetime", lambda *_, **__: moment)


def test_signatures_of_random_requests_agree_with_botocore(frozen_botocore: None) -> None:
    """Paths, queries, headers and bodies of any characters, with and without a session token."""
    random = Random(20260102)
    text = string.ascii_letters + string.digits + " -._~!$&'()*+,;=:@/%?#é漢\U0001f600"
    for _ in range(REQUESTS):
        path = "/" + "/".join(quote(_random_text(random, text, 12), safe="~:@;!") for _ in range(random.randint(1, 4)))
        pairs = [
            (quote(_random_text(random, text, 6), safe="~"), quote(_random_text(random, text, 6), safe="~"))
            for _ in range(random.randint(0, 3))
        ]
        host = f"{_random_text(random, string.ascii_lowercase, 8)}.example.com"
        url = f"https://{host}{path}" + ("?" + "&".join(map("=".join, pairs)) if pairs else "")
        method = random.choice(["GET", "POST", "DELETE"])
        body = random.randbytes(random.randint(0, 200)) if method == "POST" else b""
        headers = {"content-type": "application/json"} if body else {}
        headers |= {
            f"x-{_random_text(random, string.ascii_lowercase, 5)}-{n}": _random_text(
                random, string.ascii_letters + "  ,;", 9
            ).strip()
            or "v"
            for n in range(random.randint(0, 3))
        }
        token = _random_text(random, string.ascii_letters + "=/+", 30) if random.random() < 0.3 else None
        secret = _random_text(random, string.ascii_letters + "/+", 40)
        service, region = random.choice(["bedrock", "bedrock-mantle"]), random.choice(["us-east-1", "eu-west-3"])
        theirs = AWSRequest(method=method, url=url, data=body, headers=dict(headers))
        SigV4Auth(Credentials("AKIDEXAMPLE", secret, token), service, region).add_auth(theirs)

        ours = Signer(region=region, service=service).headers(
            AWSCredentials(access_key="AKIDEXAMPLE", secret_key=secret, session_token=token),
            method=method,
            url=url,
            headers=[("host", host), *headers.items()],
            payload_hash=sha256(body).hexdigest(),
            timestamp=NOW,
        )

        assert ours["authorization"] == theirs.headers["Authorization"], url


@pytest.mark.parametrize("token", [None, "TOKEN+/=="])
def test_presigned_url_agrees_with_botocore(frozen_botocore: None, token: str | None) -> None:
    theirs = AWSRequest(
        method="POST",
        url="https://bedrock.amazonaws.com/",
        headers={"host": "bedrock.amazonaws.com"},
        params={"Action": "CallWithBearerToken"},
    )
    SigV4QueryAuth(
        Credentials(KEY["access_key"], KEY["secret_key"], token), "bedrock", "us-west-2", expires=43200
    ).add_auth(theirs)

    ours = Signer(region="us-west-2", service="bedrock").presigned_url(
        AWSCredentials(**KEY, session_token=token),
        method="POST",
        url="https://bedrock.amazonaws.com/?Action=CallWithBearerToken",
        timestamp=NOW,
        expires=43200,
    )

    def query(url: str) -> set[str]:
        return set(url.partition("?")[2].split("&"))

    assert query(ours) == query(theirs.url)


def test_credentials_hide_their_secrets() -> None:
    shown = repr(AWSCredentials(access_key="AKIDEXAMPLE", secret_key="s3cr3t", session_token="t0ken"))

    assert "s3cr3t" not in shown
    assert "t0ken" not in shown
