"""Rows of every source: files, tables by what they can do, iterables; and what is wrong with them."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from claudewire._http.network.sync_stream import run_blocking
from claudewire.bulk import BulkInvalid
from claudewire.bulk.data.sources import BadRow, Rows, plain_row

ROWS = [{"id": 1, "text": "good"}, {"id": 2, "text": 'bad, "very"\nbad'}, {"id": 3, "text": None}]


def read(source, step=2):
    rows = Rows(source)
    found = []
    while not rows.ended:
        found += run_blocking(rows.take(step))
    return found


def pandas_frame():
    import pandas as pd

    return pd.DataFrame(ROWS)


def polars_frame():
    import polars as pl

    return pl.DataFrame(ROWS)


def lazy_frame():
    return polars_frame().lazy()


class Dataset:
    """What `datasets.Dataset` has, as far as it is used."""

    column_names, features = ["id", "text"], {}

    def __iter__(self):
        return iter(ROWS)

    def __len__(self):
        return len(ROWS)


class FormattedDataset(Dataset):
    """Its rows are tables, until they are asked for as Python has them."""

    def __iter__(self):
        return iter([pa.Table.from_pylist(ROWS)])

    def with_format(self, kind):
        assert kind is None
        return Dataset()


TABLES = {
    "pandas": pandas_frame,
    "polars": polars_frame,
    "a lazy frame of polars": lazy_frame,
    "pyarrow": lambda: pa.Table.from_pylist(ROWS),
    "a record batch": lambda: pa.RecordBatch.from_pylist(ROWS),
    "datasets": Dataset,
    "a formatted one of datasets": FormattedDataset,
    "a list": lambda: list(ROWS),
    "a generator": lambda: (row for row in ROWS),
}


@pytest.mark.parametrize("name", TABLES)
def test_table_gives_its_rows(name):
    assert [plain_row(row) for row in read(TABLES[name]())] == ROWS


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_column_gives_its_values_as_prompts(library):
    series = pytest.importorskip(library).Series(["a", "b"])

    assert read(series) == ["a", "b"]


def test_two_columns_of_one_name_are_an_error():
    import pandas as pd

    with pytest.raises(BulkInvalid, match="two columns of the table have one name"):
        read(pd.DataFrame([["a", "b"]], columns=["t", "t"]))


@pytest.mark.parametrize("name", ["in.parquet", "in.jsonl", "in.ndjson", "in.jsonl.gz"])
def test_file_gives_its_rows(tmp_path, name):
    path = tmp_path / name
    if name.endswith(".parquet"):
        pq.write_table(pa.Table.from_pylist(ROWS), path)
    else:
        text = "\n".join(map(json.dumps, ROWS)).encode()
        path.write_bytes(gzip.compress(text) if name.endswith(".gz") else text)

    assert read(path) == ROWS


@pytest.mark.parametrize(("name", "mark"), [("in.csv", ","), ("in.tsv", "\t"), ("in.CSV", ",")])
def test_csv_cells_are_texts_and_empty_ones_are_none(tmp_path, name, mark):
    path = tmp_path / name
    path.write_text(f'\ufeffid{mark}text\n1{mark}"a{mark}\nb"\n2{mark}\n', encoding="utf-8")

    assert read(path) == [{"id": "1", "text": f"a{mark}\nb"}, {"id": "2", "text": None}]


def test_csv_cell_may_be_longer_than_the_default_of_the_library(tmp_path):
    path = tmp_path / "in.csv"
    path.write_text("text\n" + "x" * 300_000 + "\n")

    assert len(read(path)[0]["text"]) == 300_000


def test_bad_line_becomes_a_bad_row_and_the_next_ones_are_read(tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text('{"id": 1}\n{"id": 2\n\n{"id": 3}\n')

    first, bad, last = read(path)

    assert (first, last) == ({"id": 1}, {"id": 3})
    assert isinstance(bad, BadRow)
    assert "in.jsonl, line 2" in bad.reason


def test_csv_row_with_too_many_cells_becomes_a_bad_row(tmp_path):
    path = tmp_path / "in.csv"
    path.write_text("a,b\n1,2\n1,2,3\n1\n")

    rows = read(path)

    assert rows[0] == {"a": "1", "b": "2"}
    assert [row.reason for row in rows[1:]] == [
        "in.csv, line 3: more cells than columns",
        "in.csv, line 4: fewer cells than columns",
    ]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("missing.jsonl", None, "no such file"),
        ("in.txt", b"x", "the format is told by the name"),
        ("in", b"x", "the format is told by the name"),
        ("in.csv", b"", "first line should name the columns"),
        ("in.csv", b"a,a\n1,2\n", "two columns have one name"),
        ("in.csv", b"a\n\xff\xfe\n", "not UTF-8"),
        ("in.csv", b'a\n"x\n', "not valid CSV"),
        ("in.parquet", b"no parquet", "not a Parquet file"),
        ("in.jsonl.gz", b"no gzip", "cannot be read to its end"),
        ("in.jsonl.gz", gzip.compress(b'{"a": 1}\n' * 1000, mtime=0)[:-20], "cannot be read to its end"),
    ],
)
def test_file_that_cannot_be_read_is_an_error_of_ours(tmp_path, name, content, said):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(BulkInvalid, match=said):
        read(path)


@pytest.mark.parametrize("source", [5, None, b"bytes", {"train": []}, object()])
def test_what_is_no_source_is_refused(source):
    with pytest.raises(BulkInvalid):
        Rows(source)


def test_exception_of_a_generator_becomes_an_error_of_ours_with_its_cause():
    def rows():
        yield {"id": 1}
        raise OSError("the database is gone")

    with pytest.raises(BulkInvalid, match="the database is gone") as caught:
        read(rows())
    assert isinstance(caught.value.__cause__, OSError)


def test_rows_in_front_of_an_exception_are_kept():
    def rows():
        yield from ({"id": 1}, {"id": 2})
        raise OSError("gone")

    source = Rows(rows())

    assert run_blocking(source.take(10)) == [{"id": 1}, {"id": 2}]
    for _ in range(2):
        with pytest.raises(BulkInvalid, match="gone"):
            run_blocking(source.take(10))


@pytest.mark.parametrize("name", ["in.jsonl", "in.csv"])
def test_line_that_is_too_long_is_never_in_memory(tmp_path, monkeypatch, name):
    monkeypatch.setattr("claudewire.bulk.data.sources._MAX_CELL", 1_000)
    path = tmp_path / name
    path.write_text(f'{{"text": "a"}}\n{{"text": "{"x" * 5_000}"}}\n{{"text": "b"}}\n')

    if name == "in.csv":
        with pytest.raises(BulkInvalid, match="line 2: longer than"):
            read(path)
    else:
        first, bad, last = read(path)
        assert (first, last) == ({"text": "a"}, {"text": "b"})
        assert "line 2: longer than" in bad.reason


def test_values_of_libraries_become_values_of_json():
    numpy = pytest.importorskip("numpy")
    pandas = pytest.importorskip("pandas")
    row = {
        "a": numpy.int64(5), "b": numpy.float64("nan"), "c": numpy.array([1, 2]), "one": numpy.array(["x"]), "d": pandas.NaT,
        "e": pandas.NA, "f": datetime(2026, 1, 2, tzinfo=UTC), "g": {"h": (numpy.bool_(True),)},
    }  # fmt: skip

    assert plain_row(row) == {
        "a": 5, "b": None, "c": [1, 2], "one": ["x"], "d": None, "e": None, "f": "2026-01-02T00:00:00+00:00", "g": {"h": [True]},
    }  # fmt: skip
