"""A program over the generated package of the bookshop: it runs in a process that has neither claudewire nor the generator.

    python shop.py FOLDER_OF_THE_PACKAGE

It prints one line per behaviour that held; a failed one ends the process.
"""

import asyncio
import json
import sys
from datetime import UTC, datetime

sys.path.insert(0, sys.argv[1])

import httpx
from bookshop import models
from bookshop.client import ApiError, AsyncClient, Client

BOOK = {
    "isbn": "978/1",
    "title": "Tides",
    "published": "2026-01-02T03:04:05.678Z",
    "list": 12.5,
    "genre": "map",  # newer than the document
    "related": [{"isbn": "2", "title": "Moons", "published": "soon", "list": 1, "new": [1]}],
    "_links": {"self": "/books/1"},
    "links": 3,
}
ORDER = {"number": 7, "payment": {"method": "card", "last_digits": "42"}, "lines": [{"isbn": "1"}]}
asked: list[httpx.Request] = []
answers: list[httpx.Response] = []


def serve(request: httpx.Request) -> httpx.Response:
    request.read()
    asked.append(request)
    return answers.pop(0)


def answer(status: int = 200, **content: object) -> None:
    answers.append(httpx.Response(status, **content))


def held(what: str) -> None:
    print(what)


shop = Client(api_key="t", http_client=httpx.Client(transport=httpx.MockTransport(serve)))

answer(json=[BOOK])
[book] = shop.books.list_books(
    q="sea",
    genres=["novel", "poetry"],
    published_gte=datetime(2026, 1, 1, tzinfo=UTC),
    price={"max": 20},
    in_stock=True,
)
url = asked[-1].url
assert url.path == "/v2/books"
assert url.params.multi_items() == [
    ("q", "sea"),
    ("genres", "novel,poetry"),
    ("published[gte]", "2026-01-01T00:00:00+00:00"),
    ("price[max]", "20"),
    ("in_stock", "true"),
]
assert asked[-1].headers["authorization"] == "Bearer t"
assert not any(name.startswith("anthropic") for name in asked[-1].headers)
held("a search is sent as the document describes it")

assert isinstance(book, models.Book)
assert book.published == datetime(2026, 1, 2, 3, 4, 5, 678000, tzinfo=UTC)
assert book.related[0].published == "soon"
assert (book.links, book.links_2, book.list_, book.genre) == (3, {"self": "/books/1"}, 12.5, "map")
assert book.to_dict() == BOOK
held("a book keeps every character that arrived")

answer(201, json=BOOK)
shop.books.add_book(isbn="1", title="Tides", class_="water", published="2026-01-01T00:00:00Z")
assert json.loads(asked[-1].content) == {
    "isbn": "1",
    "title": "Tides",
    "published": "2026-01-01T00:00:00Z",
    "class": "water",
}
held("a new book is sent with its names on the wire")

answer(json=BOOK)
shop.books.get_book("978/1", X_Request_Tags=["a", "b"])
assert asked[-1].url.raw_path == b"/v2/books/978%2F1"
assert asked[-1].headers["x-request-tags"] == "a,b"
answer(204)
assert shop.books.remove_book("1") is None
held("a book is found and removed")

answer(content=b"\xff\xd8")
assert shop.books.get_cover("1").read() == b"\xff\xd8"
answer()
assert shop.books.set_cover("1", body=b"\xff\xd8") is None
assert (asked[-1].headers["content-type"], asked[-1].content) == ("image/jpeg", b"\xff\xd8")
held("covers are bytes")

answer(json=4)
assert shop.books.move_book(12, isbn="1") == 4
assert asked[-1].url.path == "/v2/books/1/shelves/12"
held("a number is a number in the path and as a response")

answer(201, json=ORDER)
order = shop.orders.place_order(body=[{"isbn": "1", "copies": 2}, models.OrderLine(isbn="2")])
assert json.loads(asked[-1].content) == [{"isbn": "1", "copies": 2}, {"isbn": "2"}]
assert order.payment.method == "card"
assert order.payment.last_digits == "42"
assert order.to_dict() == ORDER
held("an order is a list of lines, and is paid in one of several ways")

answer(text=f"{json.dumps(ORDER)}\n{json.dumps({**ORDER, 'payment': {'method': 'barter'}})}\n")
exported = [type(each.payment).__name__ for each in shop.orders.export_orders()]
assert exported == ["Card", "UnknownPayment"]
held("an export is read line by line, and what is unknown is kept")

answer(text="null")
assert shop.orders.send_receipt(7, email="a@b.c", copy=True) is None
assert asked[-1].content == b"email=a%40b.c&copy=true"
held("a receipt is a form, and null where there is none")

answer(404, json={"title": "No such book", "status": 404})
failure = None
try:
    shop.books.get_book("0")
except ApiError as error:
    failure = error
assert failure is not None
assert (failure.status_code, failure.body["title"]) == (404, "No such book")
held("an error is raised with its body")


async def async_shop() -> None:
    transport = httpx.MockTransport(serve)
    async with AsyncClient(api_key="t", http_client=httpx.AsyncClient(transport=transport)) as client:
        answer(json=[BOOK])
        assert [each.title for each in await client.books.list_books()] == ["Tides"]


asyncio.run(async_shop())
held("the async client does the same")
assert not {"claudewire", "claudewire_api", "generator"} & sys.modules.keys()
held("the package needs nothing of this project")
