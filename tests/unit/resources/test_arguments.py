"""The argument types of the methods that this package adds."""

from __future__ import annotations

import inspect
import typing

import attrs
import pytest

from claudewire._resources import arguments
from claudewire._resources.batches import Batches
from claudewire_api._call import Options
from claudewire_api.resources.messages import Messages
from claudewire_api.resources.messages_batches import MessagesBatches


def test_stream_options_are_all_options_of_a_call():
    assert set(typing.get_type_hints(arguments.StreamOptions)) == {field.name for field in attrs.fields(Options)} - {
        "listeners"  # of middleware
    }


def test_call_options_are_those_that_every_generated_method_accepts():
    accepted = set(inspect.signature(Batches.retrieve).parameters)

    assert set(typing.get_type_hints(arguments.CallOptions)) <= accepted


@pytest.mark.parametrize(
    ("method", "types"),
    [(MessagesBatches.results, arguments.StreamOptions), (Messages.create, arguments.StreamArguments)],
)
def test_methods_that_read_a_stream_accept_the_options_of_their_type(method, types):
    assert set(typing.get_type_hints(types)) <= set(inspect.signature(method).parameters)
