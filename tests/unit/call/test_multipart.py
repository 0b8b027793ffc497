"""MultipartEncoder bodies: the bytes, the length beforehand, sending twice, and never the whole in memory."""

import io
import tracemalloc
from email.parser import BytesParser
from email.policy import HTTP
from pathlib import Path

import anyio
import pytest

from claudewire._call.requests.multipart import CHUNK, FilePart, MultipartEncoder, ProgressFile
from claudewire._errors import ConfigurationError, RequestInvalid, RequestTooLargeError


def parsed(form, data=None):
    data = b"".join(form) if data is None else data
    message = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + form.content_type.encode() + b"\r\n\r\n" + data)
    return [
        (
            part.get_param("name", header="content-disposition"),
            part.get_filename(),
            part.get_content_type(),
            part.get_payload(decode=True),
        )
        for part in message.iter_parts()
    ]


def test_the_bytes():
    form = MultipartEncoder({"a": "1"}, [("file", ("x.txt", b"hi"))], boundary="BB")
    assert b"".join(form) == (
        b'--BB\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
        b'--BB\r\nContent-Disposition: form-data; name="file"; filename="x.txt"\r\nContent-Type: text/plain\r\n\r\nhi\r\n'
        b"--BB--\r\n"
    )
    assert form.content_type == "multipart/form-data; boundary=BB"


@pytest.mark.parametrize(
    ("files", "fields"),
    [
        ([], {}),
        ([], {"a": "x"}),
        ([b""], {}),
        ([b"x" * (CHUNK + 1)], {"n": 5, "t": True}),
        ([b"1", b"2", b"3"], {"a": "1", "l": ["p", "q"]}),
    ],
)
def test_the_length_is_known_beforehand(files, fields):
    form = MultipartEncoder(fields, [("f", file) for file in files])
    assert form.length == len(b"".join(form))


def test_every_kind_of_content(tmp_path):
    path = tmp_path / "p.pdf"
    path.write_bytes(b"path")
    with path.open("rb") as opened:
        opened.read(2)
        files = [
            b"bytes",
            bytearray(b"array"),
            memoryview(b"view"),
            path,
            opened,
            io.BytesIO(b"io"),
            ("n.bin", b"named"),
            ("t", b"typed", "a/b"),
        ]
        form = MultipartEncoder({}, [("f", file) for file in files])
        assert form.rewindable
        parts = parsed(form)
    assert [part[3] for part in parts] == [b"bytes", b"array", b"view", b"path", b"th", b"io", b"named", b"typed"]
    assert [part[1] for part in parts] == ["upload", "upload", "upload", "p.pdf", "p.pdf", "upload", "n.bin", "t"]
    assert parts[3][2] == "application/pdf"
    assert parts[7][2] == "a/b"
    assert parts[0][2] == "application/octet-stream"


def test_relative_paths_stay_in_file_names():
    form = MultipartEncoder({}, [("files[]", ("skill/SKILL.md", b"x")), ("files[]", ("skill/a/b.py", b"y"))])
    assert [part[:2] for part in parsed(form)] == [("files[]", "skill/SKILL.md"), ("files[]", "skill/a/b.py")]


def test_what_can_be_read_again_is_sent_again(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"p" * 10)
    stream = io.BytesIO(b"head-tail")
    stream.read(5)
    form = MultipartEncoder({}, [("a", path), ("b", stream), ("c", b"c")])
    assert form.rewindable
    assert b"".join(form) == b"".join(form)
    assert b"\r\n\r\ntail\r\n" in b"".join(form)


def test_an_iterator_is_sent_once_and_has_no_length():
    form = MultipartEncoder({}, [("f", (chunk for chunk in (b"a", b"b"))), ("g", b"x")])
    assert not form.rewindable
    assert form.length is None
    assert parsed(form)[0][3] == b"ab"


def test_a_pipe_has_no_length():
    class Pipe(io.RawIOBase):
        def readable(self):
            return True

        def readinto(self, buffer):
            return 0

    part = FilePart(Pipe())
    assert part.length is None
    assert not part.rewindable


@pytest.mark.parametrize("name", ["\u65e5\u672c.png", "caf\u00e9 au lait.txt", "\U0001f468\u200d\U0001f469.png"])
def test_file_names_in_any_script(name):
    assert f'filename="{name}"'.encode() in b"".join(MultipartEncoder({}, [("f", (name, b""))]))


@pytest.mark.parametrize("name", ["a\r\nb", "a\nb", "a\0b", "a\x0bb", "a\x85b", "a\u2028b", "\ud800"])
def test_file_names_can_not_add_headers(name):
    with pytest.raises(RequestInvalid):
        MultipartEncoder({}, [("f", (name, b""))])
    with pytest.raises(RequestInvalid):
        MultipartEncoder({}, [("f", ("x", b"", f"text/plain{name}"))])


def test_a_quote_in_a_file_name_stays_inside():
    data = b"".join(MultipartEncoder({}, [("f", ('a"; x="y', b""))]))
    assert b'filename="a%22; x=%22y"' in data


@pytest.mark.parametrize("file", ["a/path", 7, None, ("x",), ("a", b"", "t", {})])
def test_what_is_no_file(file):
    with pytest.raises(RequestInvalid):
        MultipartEncoder({}, [("f", file)])


def test_a_missing_file_is_the_callers_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        MultipartEncoder({}, [("f", tmp_path / "nothing")])


def test_a_file_in_text_mode_is_refused():
    form = MultipartEncoder({}, [("f", io.StringIO("text"))])
    with pytest.raises(RequestInvalid, match="binary"):
        b"".join(form)


def test_a_file_that_shrinks_is_noticed(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"x" * 100)
    form = MultipartEncoder({}, [("f", path)])
    path.write_bytes(b"x" * 50)
    with pytest.raises(RequestInvalid, match="shorter"):
        b"".join(form)
    assert isinstance(form.error, RequestInvalid)


def test_a_file_that_grows_is_sent_as_it_was(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"x" * 100)
    form = MultipartEncoder({}, [("f", path)])
    path.write_bytes(b"y" * 200)
    assert len(b"".join(form)) == form.length


def test_the_callers_own_error_is_remembered():
    def chunks():
        yield b"a"
        raise KeyError("mine")

    form = MultipartEncoder({}, [("f", chunks())])
    with pytest.raises(KeyError):
        b"".join(form)
    assert isinstance(form.error, KeyError)


def test_progress():
    seen = []
    form = MultipartEncoder(
        {}, [("f", ProgressFile(b"x" * (CHUNK * 2), lambda sent, total: seen.append((sent, total))))]
    )
    b"".join(form)
    assert [total for _, total in seen] == [form.length] * len(seen)
    assert seen[-1][0] == form.length
    assert [sent for sent, _ in seen] == sorted({sent for sent, _ in seen})


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_async_content(backend, tmp_path):
    async def chunks():
        yield b"a"
        yield b"b"

    path = tmp_path / "x"
    path.write_bytes(b"p" * (CHUNK + 5))

    async def collect():
        form = MultipartEncoder({"k": "v"}, [("f", chunks()), ("g", path), ("h", iter([b"i"]))])
        return form, b"".join([chunk async for chunk in form])

    form, data = anyio.run(collect, backend=backend)
    assert [part[3] for part in parsed(form, data)] == [b"v", b"ab", b"p" * (CHUNK + 5), b"i"]
    assert form.is_async
    assert not form.rewindable


async def _sent(form):
    return b"".join([chunk async for chunk in form])


def sent(form, *, on_loop):
    return anyio.run(_sent, form) if on_loop else b"".join(form)


ON_LOOP = pytest.mark.parametrize("on_loop", [False, True], ids=["blocking", "event loop"])


@ON_LOOP
def test_empty_chunks_of_an_iterator_do_not_end_it(on_loop):
    form = MultipartEncoder({}, [("f", iter([b"", b"ab", b"", b"", b"cd", b""]))])
    assert [part[3] for part in parsed(form, sent(form, on_loop=on_loop))] == [b"abcd"]


class Stopping:
    """A file, or an iterator, that raises what Python takes for an end."""

    def __init__(self, error):
        self._chunks, self._error = [b"ab", b"cd"], error

    def _next(self):
        if not self._chunks:
            raise self._error
        return self._chunks.pop()


class StoppingIterator(Stopping):
    def __iter__(self):
        return self

    def __next__(self):
        return self._next()


class StoppingFile(Stopping):
    def read(self, size):
        return self._next()


def stopping_generator(error):
    yield b"ab"
    raise error


@ON_LOOP
@pytest.mark.parametrize(
    "content",
    [
        lambda: StoppingIterator(StopAsyncIteration()),
        lambda: stopping_generator(StopAsyncIteration()),
        lambda: StoppingFile(StopAsyncIteration()),
        lambda: StoppingFile(StopIteration()),
    ],
)
def test_an_end_that_is_none_does_not_cut_the_body(content, on_loop):
    form = MultipartEncoder({}, [("f", content())])
    with pytest.raises(ConfigurationError, match="raised Stop"):
        sent(form, on_loop=on_loop)
    assert form.error is not None


def test_a_large_file_is_never_held_whole(tmp_path):
    path = Path(tmp_path / "big")
    with path.open("wb") as file:
        file.truncate(256 << 20)
    form = MultipartEncoder({}, [("f", path)])
    tracemalloc.start()
    try:
        size = sum(len(chunk) for chunk in form)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert size == form.length
    assert peak < size / 64  # other threads of the process are counted as well


def test_the_limit_holds_with_and_without_a_length():
    with pytest.raises(RequestTooLargeError, match="not sent"):
        MultipartEncoder({}, [("f", b"x" * 1000)], limit=500)
    form = MultipartEncoder({}, [("f", (b"x" * 100 for _ in range(10)))], limit=500)
    with pytest.raises(RequestTooLargeError) as caught:
        b"".join(form)
    assert form.error is caught.value


def test_a_file_over_the_limit_leaves_nothing_at_the_server(fault_server):
    from claudewire import Claude

    seen = len(fault_server.requests)
    with Claude(api_key="k" * 10, base_url=fault_server.url) as client:
        with pytest.raises(RequestTooLargeError):
            client.files.upload(file=(b"x" * (1 << 20) for _ in range(501)))
        assert client.files.upload(file=b"x").id == "file_none"
    assert len(fault_server.requests) == seen + 1


class SeeksInSilence(io.BytesIO):
    """A file whose `seek` returns nothing, as that of some libraries."""

    def seek(self, *where):
        super().seek(*where)


class KnowsNoPosition(io.BytesIO):
    def tell(self):
        return None


class GivesMore(io.BytesIO):
    """A file that gives more bytes than its length says."""

    def read(self, size=-1):
        return super().read(size) + b"GET / HTTP/1.1\r\n\r\n"


@pytest.mark.parametrize("make", [SeeksInSilence, KnowsNoPosition])
def test_a_file_without_a_position_is_sent_once(make):
    form = MultipartEncoder({}, [("f", make(b"abc"))])
    assert (form.length, form.rewindable) == (None, False)
    assert parsed(form)[0][3] == b"abc"


def test_a_file_read_behind_its_end_is_empty():
    file = io.BytesIO(b"abc")
    file.seek(100)
    form = MultipartEncoder({}, [("f", file)])
    assert form.length == len(b"".join(form))
    assert parsed(form)[0][3] == b""


def test_bytes_behind_the_announced_length_are_never_sent():
    form = MultipartEncoder({}, [("f", GivesMore(b"abc"))])
    sent = []
    with pytest.raises(RequestInvalid, match="more bytes than"):
        sent.extend(form)
    assert b"HTTP" not in b"".join(sent)


def test_a_view_of_every_second_byte_is_sent():
    form = MultipartEncoder({}, [("f", memoryview(b"abcdef")[::2])])
    assert form.length == len(b"".join(form))
    assert parsed(form)[0][3] == b"ace"
