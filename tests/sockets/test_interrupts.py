"""An exception of a signal handler can arrive between any two steps of a call. It is raised, and costs nothing."""

import gc
import os
import random
import signal
import sys

import pytest

import claudewire
from claudewire._http.parsers import parser_llhttp
from claudewire._http.parsers.parser import ResponseParser
from tests.support.faulty import ask, claude, wait_until

PACKAGE = os.path.dirname(claudewire.__file__)
#: Injections for each parser. 5,000 were made by hand.
COUNT = int(os.environ.get("CLAUDEWIRE_INTERRUPTS", "150"))


class Interrupt(BaseException):
    """As from a signal handler."""


class Tracer:
    """Raises an Interrupt at the n-th line, call or return of our code."""

    def __init__(self, target):
        self.target, self.seen = target, 0

    def __call__(self, frame, event, argument):
        if not frame.f_code.co_filename.startswith(PACKAGE):
            return None
        self.seen += 1
        if self.seen == self.target:
            raise Interrupt
        return self

    def run(self, action):
        old = sys.gettrace()
        sys.settrace(self)
        try:
            return action()
        finally:
            sys.settrace(old)


@pytest.fixture(params=[ResponseParser, parser_llhttp.LlhttpParser])
def parser(request, monkeypatch):
    monkeypatch.setattr("claudewire._http.pool._response_parser", lambda name: request.param)


@pytest.mark.usefixtures("parser")
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("fresh", [False, True], ids=["open connection", "new connection"])
def test_an_interrupt_is_raised_and_costs_no_slot_and_no_socket(server, fresh):
    chance = random.Random(1)
    raised = 0
    with claude(server, max_connections=1, timeout=5) as client:
        ask(client)
        ask(client)
        pool = client._shared.pool

        def call():
            if fresh:
                pool._state.idle.clear()
            ask(client, "x")

        counter = Tracer(0)
        counter.run(call)
        for _ in range(COUNT):
            tracer = Tracer(chance.randrange(1, counter.seen + 1))
            try:
                tracer.run(call)
            except Interrupt:
                raised += 1
            else:
                assert tracer.seen < tracer.target  # the call took fewer steps than the first one
            assert ask(client, "after").id == "msg_after"
        assert raised > COUNT * 0.9
        assert (len(pool._state.busy), pool.idle) == (0, 1)
        wait_until(lambda: len(server.open_sockets) <= 1)


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_interrupt_that_is_kept_does_not_keep_its_slot(server, monkeypatch):
    """A program may store the exception; its traceback must not hold the connection."""
    kept = []
    with claude(server, max_connections=1, timeout=2) as client:
        ask(client)
        for target in range(5, 600, 35):
            try:
                Tracer(target).run(lambda: ask(client))
            except Interrupt as error:
                kept.append(error)
            assert ask(client, "after").id == "msg_after"
    assert len(kept) > 10
    kept.clear()
    gc.collect()  # what the tracebacks held is closed here, and not in the middle of another test


@pytest.mark.usefixtures("parser")
@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no timers that send signals")
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning", "ignore::RuntimeWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_exception_of_a_real_signal_handler_is_raised_and_the_client_goes_on(server):
    """At random moments, also inside functions in C, which a tracer does not see."""
    chance = random.Random(2)
    raised = 0

    def interrupt(number, frame):
        raise Interrupt

    def off():
        while True:
            try:
                signal.setitimer(signal.ITIMER_REAL, 0)
            except Interrupt:
                continue
            return

    old = signal.signal(signal.SIGALRM, interrupt)
    try:
        with claude(server, max_connections=1, timeout=10) as client:
            ask(client)
            for number in range(COUNT):
                try:
                    signal.setitimer(signal.ITIMER_REAL, chance.uniform(0.00002, 0.0012))
                    ask(client, "interrupted")
                    off()
                except Interrupt:
                    raised += 1
                finally:
                    off()
                assert ask(client, f"{number}").id == f"msg_{number}"
            assert raised
            assert (len(client._shared.pool._state.busy), client._shared.pool.idle) == (0, 1)
    finally:
        signal.signal(signal.SIGALRM, old)
