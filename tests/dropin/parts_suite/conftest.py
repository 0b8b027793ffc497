"""What lets the official tests of the parts above a call be collected over `claudewire.compat`. Copied beside them, it is their conftest.

Names that are private to the official SDK, and those of parts that are not built here, are placeholders: a test that only imports
one runs, and a test that uses one fails with `NotHere`, which names it.
"""

import builtins
import functools
import importlib.abc
import importlib.machinery
import inspect
import logging
import os
import sys

import pytest
import pytest_asyncio

os.environ.setdefault("TEST_API_BASE_URL", "http://127.0.0.1:4010")
logging.getLogger("anthropic").setLevel(logging.DEBUG)


class NotHere(AssertionError):
    """The test uses a name that this package does not have."""


class _Placeholder(type):
    """A class that may be imported, and named in annotations, and nothing else."""

    def _refuse(cls, *arguments, **keywords):
        raise NotHere(f"uses {cls.__module__}.{cls.__qualname__}")

    __call__ = __getitem__ = __iter__ = __len__ = __enter__ = __contains__ = __lt__ = __add__ = _refuse

    def __or__(cls, other):
        return cls

    __ror__ = __or__

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        raise NotHere(f"uses {cls.__module__}.{cls.__qualname__}.{name}")


def _placeholder(module, name):
    return _Placeholder(name, (), {"__module__": module})


#: Private names that stand for what a test only asks about.
KNOWN = {
    "PYDANTIC_V1": False,
    "assert_signatures_in_sync": lambda *given, **options: None,
    "_warn_once_seen": None,
    "_config_dir": None,
    "TOKEN_ENDPOINT": "/v1/oauth/token",
    "GRANT_TYPE_JWT_BEARER": "urn:ietf:params:oauth:grant-type:jwt-bearer",
    "OAUTH_API_BETA_HEADER": "oauth-2025-04-20",
    "FEDERATION_BETA_HEADER": "oidc-federation-2026-04-01",
}


class _Module(type(sys)):
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        value = KNOWN.get(name) if name in KNOWN else _placeholder(self.__name__, name)
        setattr(self, name, value)
        return value


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """The last finder: modules of the official SDK that nobody else has found."""

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "anthropic":
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec):
        return _Module(spec.name)

    def exec_module(self, module):
        pass


def _lenient(kind):
    """Gives the modules of a class of ours placeholders for the names that they do not have."""
    found = kind.__getattr__

    @functools.wraps(found)
    def get(self, name):
        try:
            return found(self, name)
        except AttributeError:
            if name.startswith("__"):
                raise
            if name in KNOWN:
                return KNOWN[name]
            if name.startswith("_") and name.islower():  # a private module
                return importlib.import_module(".".join(filter(None, ("anthropic", self.__dict__.get("_path"), name))))
            self.__dict__[name] = value = _placeholder(self.__name__, name)
            return value

    kind.__getattr__ = get


def _lenient_types(module):
    found = module.__getattr__

    def get(name):
        try:
            return found(name)
        except AttributeError:
            if name.startswith("_") or name.islower():
                raise
            return _placeholder(module.__name__, name)

    module.__getattr__ = get


import anthropic  # noqa: E402  # through claudewire.compat
import http_snapshot.httpx as snapshots  # noqa: E402
import inline_snapshot  # noqa: E402, F401
import standardwebhooks  # noqa: E402

import claudewire.types.beta  # noqa: E402
from claudewire._base_client import BaseClient  # noqa: E402
from claudewire._official import modules  # noqa: E402
from claudewire.credentials import client as credentials_client  # noqa: E402
from claudewire.credentials import files as credentials_files  # noqa: E402
from claudewire.credentials import profiles as credentials_profiles  # noqa: E402
from claudewire.telemetry import Telemetry  # noqa: E402

KNOWN["transform_schema"] = claudewire.transform_schema
# The tests replace the wait before a retry; ours is half a second, and stays.
BaseClient._calculate_retry_timeout = lambda *given, **options: 0.0


def _with_tracing(kind):
    """Takes `open_telemetry=` of the official clients: `Telemetry` in the middleware of ours, with what there is of its options."""
    made = kind.__init__

    @functools.wraps(made)
    def init(self, *given, open_telemetry=None, **options):
        options.pop("_strict_response_validation", None)
        if isinstance(open_telemetry, dict):
            traces = open_telemetry.get("traces") or {}
            if traces.get("enabled", True):
                telemetry = Telemetry(
                    tracer_provider=open_telemetry.get("tracer_provider"),
                    content="attributes" if traces.get("content_mode") == "content" else "none",
                    propagate=open_telemetry.get("propagation", True) is not False,
                    conversation_id=open_telemetry.get("conversation_id"),
                )
                options["middleware"] = [*options.get("middleware", ()), telemetry]
        made(self, *given, **options)

    kind.__init__ = init


def official_span(span):
    """The official name of a span of ours: the conventions have `chat {model}`, and the official SDK the name of the method."""
    operation, _, rest = span.name.partition(" ")
    names = {"chat": "anthropic.messages.create", "invoke_agent": "anthropic.messages.tool_runner"}
    return f"anthropic.custom_tool_use {rest}" if operation == "execute_tool" else names.get(operation, span.name)


builtins.official_span = official_span
_with_tracing(anthropic.Anthropic)
_with_tracing(anthropic.AsyncAnthropic)
standardwebhooks.WebhookVerificationError = anthropic.APIWebhookValidationError  # here it is a class of ours


def _with_folder(found):
    """Lets tests name the folder of profiles as they do for the official SDK: by a function that they replace."""

    @functools.wraps(found)
    def folder(environ):
        replaced = importlib.import_module("anthropic.lib.credentials._constants")._config_dir
        return found(environ) if replaced is None else replaced()

    return folder


for _module in (credentials_client, credentials_files, credentials_profiles):
    if hasattr(_module, "config_folder"):
        _module.config_folder = _with_folder(_module.config_folder)
sys.meta_path.append(_Finder())
for _path in modules.MODULES:
    if _path.startswith("lib"):
        importlib.import_module(f"anthropic.{_path}").__path__ = []  # private modules below it are placeholders
_lenient(type(anthropic))
_lenient(modules.OfficialModule)
_lenient_types(claudewire.types)
_lenient_types(claudewire.types.beta)


def pytest_collection_modifyitems(items):
    for item in items:
        if inspect.iscoroutinefunction(getattr(item, "obj", None)):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.fixture(scope="session", autouse=True)
def without_ambient_environment():
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(("ANTHROPIC_", "AWS_", "CLAUDEWIRE_")):
                patch.delenv(name)
        yield


@pytest.fixture(scope="session")
def client():
    with anthropic.Anthropic(base_url=os.environ["TEST_API_BASE_URL"], api_key="my-anthropic-api-key") as client:
        yield client


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def async_client():
    async with anthropic.AsyncAnthropic(
        base_url=os.environ["TEST_API_BASE_URL"], api_key="my-anthropic-api-key"
    ) as client:
        yield client


@pytest.fixture
def snapshot_client(is_recording, http_snapshot):
    with (
        snapshots.HttpxSyncSnapshotClient(http_snapshot, is_recording) as inner,
        anthropic.Anthropic(http_client=inner, api_key="my-anthropic-api-key") as client,
    ):
        yield client


@pytest_asyncio.fixture
async def async_snapshot_client(is_recording, http_snapshot):
    async with snapshots.HttpxAsyncSnapshotClient(http_snapshot, is_recording) as inner:
        yield anthropic.AsyncAnthropic(http_client=inner, api_key="my-anthropic-api-key")
