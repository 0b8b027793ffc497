"""Proxies and certificates."""

import os
import ssl

import httpx

from claudewire import Claude


def from_environment() -> Claude:
    """HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE and SSL_CERT_DIR are read when a client is made."""
    return Claude()


def through_a_proxy(url: str = "http://user:secret@proxy.example:3128") -> Claude:
    """The password is in no log, error or repr. An empty text means no proxy, whatever the environment says."""
    return Claude(proxy=url)


def with_certificates(authority: str, certificate: str, key: str) -> Claude:
    """An authority of your company, and a certificate that this program shows (mTLS): your own httpx client has them."""
    context = ssl.create_default_context(cafile=authority)
    context.load_cert_chain(certificate, key)
    return Claude(http_client=httpx.Client(verify=context, timeout=600))


if __name__ == "__main__":
    print(from_environment())
    print(through_a_proxy())
    if "CLIENT_CERTIFICATE" in os.environ:
        print(with_certificates(os.environ["AUTHORITY"], os.environ["CLIENT_CERTIFICATE"], os.environ["CLIENT_KEY"]))
