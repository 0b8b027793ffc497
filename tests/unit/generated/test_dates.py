"""Points in time of responses: aware datetimes that remember their characters."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claudewire import _json
from claudewire_api import models
from claudewire_api._call import query_pairs
from claudewire_api._dates import Timestamp, timestamp

FILE = {"type": "file", "id": "f", "filename": "a", "mime_type": "text/plain", "size_bytes": 1}


def file_created_at(text: object) -> models.FileMetadata:
    return models.FileMetadata.from_dict({**FILE, "created_at": text})


def test_a_date_of_a_response_is_an_aware_datetime():
    found = file_created_at("2026-01-02T03:04:05.678Z").created_at
    assert found == datetime(2026, 1, 2, 3, 4, 5, 678000, tzinfo=UTC)
    assert found.year == 2026
    assert found.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-02T03:04:05+02:30", datetime(2026, 1, 2, 0, 34, 5, tzinfo=UTC)),
        ("2026-01-02t03:04:05z", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("2026-01-02 03:04:05Z", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("2026-08-02T17:44:16.540847", datetime(2026, 8, 2, 17, 44, 16, 540847, tzinfo=UTC)),
        ("2026-01-02T03:04:05.123456789Z", datetime(2026, 1, 2, 3, 4, 5, 123456, tzinfo=UTC)),
    ],
)
def test_every_form_of_rfc_3339_is_read_and_written_back(text: str, expected: datetime):
    found = file_created_at(text)
    assert found.created_at == expected
    assert found.to_dict()["created_at"] == text


@pytest.mark.parametrize("text", ["", "soon", "2026-01-02", "2026-13-01T00:00:00Z", "2026-01-01T00:00:60Z", "0000-01-01T00:00:00Z", 7, None])
def test_a_text_that_is_no_date_stays_what_it_is(text: object):
    found = file_created_at(text)
    assert found.created_at == text
    assert type(found.created_at) is type(text)
    assert found.to_dict()["created_at"] == text


@given(st.text(max_size=40) | st.datetimes(timezones=st.timezones() | st.none()).map(datetime.isoformat))
def test_any_text_comes_back_with_its_own_characters(text: str):
    found = timestamp(text)
    assert (found.text if isinstance(found, Timestamp) else found) == text


@given(st.datetimes(timezones=st.timezones()))
def test_a_date_that_was_read_is_aware_and_equal_to_the_one_that_was_written(moment: datetime):
    found = timestamp(moment.isoformat())
    if isinstance(found, Timestamp):  # offsets of seconds, long ago, are no RFC 3339
        assert found.tzinfo is not None
        assert found.replace(tzinfo=None) == moment.replace(tzinfo=None, fold=0)
        assert found.utcoffset() == moment.utcoffset()


@pytest.mark.parametrize("same", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
def test_copies_keep_the_characters(same):
    found = same(timestamp("2026-01-02t03:04:05z"))
    assert type(found) is Timestamp
    assert found.text == "2026-01-02t03:04:05z"


def test_what_is_computed_from_a_date_has_the_iso_form():
    later = timestamp("2026-01-02T03:04:05Z") + timedelta(days=1)
    assert later.text == "2026-01-03T03:04:05+00:00"
    assert pickle.loads(pickle.dumps(later)) == later


def test_requests_take_dates_and_send_the_characters_that_arrived():
    arrived, made = timestamp("2026-01-02t03:04:05z"), datetime(2026, 1, 2, tzinfo=UTC)
    sent = json.loads(_json.dumps({"a": arrived, "b": made, "c": "2026", "d": date(2026, 1, 2)}))
    assert sent == {"a": "2026-01-02t03:04:05z", "b": "2026-01-02T00:00:00+00:00", "c": "2026", "d": "2026-01-02"}
    assert query_pairs({"a": arrived, "b": made}) == (("a", "2026-01-02t03:04:05z"), ("b", "2026-01-02T00:00:00+00:00"))


def test_a_date_that_was_set_is_written_in_the_iso_form():
    found = file_created_at("2026-01-02T03:04:05Z")
    found.created_at = datetime(2027, 1, 1, tzinfo=UTC)
    assert found.to_dict()["created_at"] == "2027-01-01T00:00:00+00:00"
