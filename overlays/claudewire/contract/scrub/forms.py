"""Forms of secrets, names of fields that hold them, and what recorders and people put in their place."""

from __future__ import annotations

import re
from typing import Final

UUID: Final = r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"

#: kind, form, and words (in lower case) one of which is in every match: looking for them first is many times faster. The group
#: `secret` is what is replaced; without it, the complete match.
FORMS: Final[tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...]] = (
    (
        "private-key",
        re.compile(r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?P<secret>[A-Za-z0-9+/=:,\s\\]{16,20000})"),
        ("private key",),
    ),
    ("sk-ant", re.compile(r"sk-ant-[A-Za-z0-9_\-]{8,}"), ("sk-ant-",)),
    ("key", re.compile(r"\bsk-(?!ant-)(?:[a-z]+-)?[A-Za-z0-9_\-]{20,}"), ("sk-",)),
    ("key", re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[0-9A-Za-z_\-]{35}"), ("akia", "asia", "aiza")),
    (
        "token",
        re.compile(r"\bgh[pousr]_[A-Za-z0-9]{36,}|\bgithub_pat_[A-Za-z0-9_]{22,}"),
        ("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"),
    ),
    ("token", re.compile(r"\bxox[abeoprs]-[A-Za-z0-9\-]{10,}"), ("xox",)),
    (
        "token",
        re.compile(r"\b(?:hf|glpat|npm|pypi)[_\-](?=[A-Za-z0-9_\-]{0,99}\d)[A-Za-z0-9_\-]{20,}"),
        ("hf_", "hf-", "glpat", "npm_", "pypi-"),
    ),
    ("jwt", re.compile(r"\beyJ[A-Za-z0-9_\-]{8,}\.eyJ[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]*"), ("eyj",)),
    (
        "token",
        re.compile(r"(?i)\b(?:bearer|basic)(?:\s|%20|\+){1,9}(?P<secret>(?=\S{0,199}\d)[A-Za-z0-9._~+/\-]{16,}=*)"),
        ("bearer", "basic"),
    ),
    (
        "password",
        re.compile(r"(?i)\b[a-z][a-z0-9+.\-]{0,30}://(?P<secret>[^/\s@\"'<>:]{1,999}:[^/\s@\"'<>]{1,999})@"),
        ("://",),
    ),
    (
        "cookie",
        re.compile(r"(?i)\b(?:__cf_bm|_cfuvid|cf_clearance|sessionkey)=(?P<secret>[^;\s\"',]{6,})"),
        ("__cf_bm", "_cfuvid", "cf_clearance", "sessionkey"),
    ),
    (
        "organization",
        re.compile(rf"(?i)\b(?:organi[sz]ation|org|workspace)(?:[_ ]?u?u?id)?\W{{0,6}}(?P<secret>{UUID})"),
        ("org", "workspace"),
    ),
    (
        "account",
        re.compile(rf"(?i)(?:account|session|device)(?:_?u?u?id)?[^\w\-]{{0,6}}_?(?P<secret>{UUID})"),
        ("account", "session", "device"),
    ),
    ("account", re.compile(r"\buser_(?P<secret>[0-9a-f]{64})"), ("user_",)),
    ("workspace", re.compile(r"\bwrkspc_(?P<secret>[A-Za-z0-9]{12,})"), ("wrkspc_",)),
)

NAMES: Final = (
    r"(?:x[_-])?(?:api|access|secret|private|auth|encryption|signing)[_-]?key|authorization(?:[_-]?token)?|password|passwd|"
    r"(?:access|refresh|auth|id|session|bearer|security|secret|api|csrf)[_-]?token|client[_-]?secret|secret|credentials?|"
    r"(?:device|account|organization|workspace|account_uu|organization_uu|session_uu)[_-]?id|cookie|set-cookie|x-amz-security-token"
)
#: Where a name stands beside its value: in JSON, in a query or a form, as two fields of an object, in a header line or an assignment.
NAMED: Final = (
    re.compile(rf'(?i)"(?P<name>{NAMES})"\s*:\s*"(?P<secret>(?:[^"\\]|\\.){{1,8192}}+)"'),
    re.compile(rf"(?i)(?:[?&;]|^)(?P<name>{NAMES}|key|token|sig|signature)=(?P<secret>[^&\s\"'#;]+)"),
    re.compile(rf'(?i)"name"\s*:\s*"(?P<name>{NAMES})"\s*,\s*"value"\s*:\s*"(?P<secret>(?:[^"\\]|\\.){{1,8192}}+)"'),
    re.compile(
        r"(?i)(?:(?<![A-Za-z0-9-])|_)(?P<name>x-api-key|api_key|secret|secret_key|access_key|password|token)"
        r"(?:\s*:\s{0,3}|=)[\"']?(?P<secret>(?=[^\s\"']{0,199}\d)[A-Za-z0-9._~+/\-]{12,}=*)"
    ),
)
_PLACEHOLDER: Final = re.compile(
    r"(?i)redact|dummy|fake|placeholder|sanitiz|filtered|masked|\*\*|x{5}|^[x*.\-]+$|^<.*>$|^\$?\{.*\}$|^0{8}-"
)
#: Placeholders of a named value are called after the first of these in its name.
_KINDS: Final = ("organization", "workspace", "account", "device", "session", "cookie", "password", "key")


def is_placeholder(value: str) -> bool:
    """Whether a value is not a secret, but a placeholder that a person or a recorder wrote."""
    return bool(_PLACEHOLDER.search(value))


def names_secret(name: str) -> bool:
    """Whether a field, a parameter or a header of this name holds a secret."""
    return re.fullmatch(rf"(?i){NAMES}", name) is not None


def kind_of(name: str) -> str:
    """What the secret in a field of this name is called."""
    name = name.lower()
    return next((kind for kind in _KINDS if kind in name), "token")


def make_placeholder(secret: str, kind: str, number: int) -> str:
    """A placeholder of the length of the secret, if that is long enough to tell placeholders apart."""
    if re.fullmatch(UUID, secret):
        return f"00000000-0000-4000-8000-{number:012d}"
    made = f"{kind}-redacted-{number}"
    if len(made) > len(secret):
        made = f"redacted{number}"
    return made if len(made) >= len(secret) else made + "-" + "x" * (len(secret) - len(made) - 1)
