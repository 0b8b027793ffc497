# pyright: basic, reportMissingImports=false
import braintrust
from braintrust.logger import _internal_with_memory_background_logger
from braintrust.test_helpers import init_test_logger

init_test_logger("test")
kept = _internal_with_memory_background_logger()  # a reference: it ends when it is dropped
memory = kept.__enter__()
found = []


def wrap(client):
    return braintrust.wrap_anthropic(client)


def seen():
    found.extend(memory.pop())
    return len(found)
