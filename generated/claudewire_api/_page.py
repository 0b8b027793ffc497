# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Lists that come in pages: iterate over items, or over pages, forwards or backwards.

Two styles exist. With ids, `after_id`/`before_id` name an item and `has_more` tells whether to go on. With a cursor,
`next_page` is passed back as `page` until it is null. The answer shows which style the server speaks; an empty page is
not the end of a list. A server that leads to a page that was read already would make an endless loop: that is an error.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, NoReturn, TypeVar, cast

from attrs import evolve, frozen

from ._call import AsyncCaller, Call, Caller, Options
from ._errors import PaginationError, SuggestsAttributes
from ._readers import AsyncSingleReader, ReadLock, SingleReader

T = TypeVar("T")
#: Empty pages in a row after which a list is taken for endless. A filter of the server may leave many pages empty.
MAX_EMPTY_PAGES: Final = 1000
_ASYNC_LIST = "this list is read with `async for`, not `for`: `async for model in client.models.list(): ...`"


def next_call(call: Call[Any], page: Any) -> Call[Any] | None:
    """The call for the page behind this one; None after the last.

    Raises:
        PaginationError: the server says that more follows, but not where.
    """
    if cursor := getattr(page, "next_page", None):
        return _with(call, page=str(cursor))
    if not getattr(page, "has_more", None):
        return None
    backwards = any(name == "before_id" for name, _ in call.query)
    edge = getattr(page, "first_id" if backwards else "last_id", None)
    items: Any = getattr(page, "data", None)
    if not edge and isinstance(items, list) and items:  # some servers leave out what the items say, too
        edge = getattr(cast("list[Any]", cast("Any", items))[0 if backwards else -1], "id", None)
    if not edge:
        raise PaginationError(
            "The server says that more items follow this page, but not where: the page has no item and no cursor."
        )
    return _with(call, before_id=edge) if backwards else _with(call, after_id=edge)


def _repeats(page: Any, before: Any) -> bool:
    """Whether a page has the items of the page before: as many, with the same ids at both ends."""
    items: Any = getattr(page, "data", None)
    others: Any = getattr(before, "data", None)
    if not isinstance(items, list) or not isinstance(others, list) or not items or len(items) != len(others):
        return False
    ends: list[Any] = [items[0], others[0], items[-1], others[-1]]
    first, first_before, last, last_before = (getattr(item, "id", None) for item in ends)
    return first is not None and last is not None and (first, last) == (first_before, last_before)


def _cursor(call: Call[Any]) -> str | None:
    """Where the page of this call begins; None for the first page."""
    return (
        "&".join(f"{name}={value}" for name, value in call.query if name in ("page", "after_id", "before_id")) or None
    )


def _with(call: Call[Any], **values: str) -> Call[Any]:
    kept = tuple((name, value) for name, value in call.query if name not in values)
    return evolve(call, query=kept + tuple(values.items()))


@frozen(kw_only=True)
class PageInfo:
    """What leads to a page: the parameters of the query that asks for it."""

    params: dict[str, str]


class _Page(SuggestsAttributes, Generic[T]):
    """One page: its items in `data`, and the model it was decoded into in `model`."""

    __slots__ = ("_before", "_call", "_caller", "_empty", "_number", "_options", "_seen", "model")

    def __init__(
        self, caller: Any, call: Call[Any], options: Options, model: Any, previous: _Page[T] | None = None
    ) -> None:
        self._caller, self._call, self._options = caller, call, options
        self.model: Any = model
        #: Where the pages up to here begin, and which page it was: shared by all pages of a list.
        self._seen: dict[str | None, int] = {} if previous is None else previous._seen
        self._number: int = 0 if previous is None else previous._number + 1
        self._seen[_cursor(call)] = self._number
        #: What the page before was decoded into, and how many pages without items end here.
        self._before: Any = None if previous is None else previous.model
        self._empty: int = 0 if getattr(model, "data", None) else 1 + (0 if previous is None else previous._empty)

    @property
    def data(self) -> list[T]:
        """The items of this page. Raises PaginationError if the server sent something else in their place."""
        items: Any = self.model.data or []
        if not isinstance(items, list):
            raise PaginationError(
                f"The items of this page are no list: the server sent {str(items)[:100]!r} as `data`."
            )
        return cast("list[T]", items)

    @property
    def has_more(self) -> bool:
        """Whether the server says that there are more items."""
        return bool(getattr(self.model, "has_more", None) or getattr(self.model, "next_page", None))

    @property
    def first_id(self) -> str | None:
        """ID of the first item; None where pages have no IDs."""
        return getattr(self.model, "first_id", None)

    @property
    def last_id(self) -> str | None:
        """ID of the last item; None where pages have no IDs."""
        return getattr(self.model, "last_id", None)

    @property
    def next_page(self) -> str | None:
        """Token of the next page; None at the end, and where pages go by ID."""
        return getattr(self.model, "next_page", None)

    def has_next_page(self) -> bool:
        """Whether the server says that more follows. An empty page is not the end."""
        return self.has_more

    def next_page_info(self) -> PageInfo | None:
        """Return what leads to the next page; None at the end."""
        call = self._following()
        return None if call is None else PageInfo(params=dict(call.query))

    def to_dict(self) -> dict[str, Any]:
        """Return the page as the JSON that arrived."""
        out: dict[str, Any] = self.model.to_dict()
        return out

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.model!r})"

    def _following(self) -> Call[Any] | None:
        call = next_call(self._call, self.model)
        if call is not None and self._seen.get(cursor := _cursor(call), self._number + 1) <= self._number:
            raise PaginationError(
                f"The pages of this list are a loop: the server leads to {cursor} again, which was read already."
            )
        if call is not None and self._before is not None and _repeats(self.model, self._before):
            raise PaginationError(
                "The pages of this list are a loop: this page has the items of the page before, and the server leads to more."
            )
        if call is not None and self._empty >= MAX_EMPTY_PAGES:
            raise PaginationError(f"{self._empty} pages of this list in a row are empty, and the server leads to more.")
        return call

    def _next(self) -> Call[Any]:
        if (call := self._following()) is None:
            raise RuntimeError("this is the last page: ask has_next_page() first")
        return call


class Page(_Page[T]):
    """A page that iterates over its items and those of all pages behind it."""

    __slots__ = ()

    @classmethod
    def fetch(cls, caller: Caller, call: Call[Any], options: Options, previous: Page[T] | None = None) -> Page[T]:
        """Send the call for a page with a caller and its options; `previous` is the page before. Resources call this.

        Args:
            caller: What sends the call.
            call: The call for the page.
            options: The options of the call.
            previous: The page before; None for the first.
        """
        return cls(caller, call, options, caller.send(call, options), previous)

    def get_next_page(self) -> Page[T]:
        """The page behind this one. Raises RuntimeError after the last, PaginationError if the server does not lead to it."""
        return self.fetch(self._caller, self._next(), self._options, self)

    def iter_pages(self) -> Iterator[Page[T]]:
        """Yield this page and the pages behind it, each requested when it is needed."""
        return SingleReader(self._pages(), ReadLock("list"))

    def _pages(self) -> Iterator[Page[T]]:
        page = self
        yield page
        while (call := page._following()) is not None:
            page = self.fetch(page._caller, call, page._options, page)
            yield page

    def __iter__(self) -> Iterator[T]:
        return SingleReader((item for page in self._pages() for item in page.data), ReadLock("list"))


class AsyncPage(_Page[T]):
    """The same for `async for`."""

    __slots__ = ()

    @classmethod
    async def fetch(
        cls, caller: AsyncCaller, call: Call[Any], options: Options, previous: AsyncPage[T] | None = None
    ) -> AsyncPage[T]:
        """Send the call for a page with a caller and its options; `previous` is the page before. Resources call this.

        Args:
            caller: What sends the call.
            call: The call for the page.
            options: The options of the call.
            previous: The page before; None for the first.
        """
        return cls(caller, call, options, await caller.send(call, options), previous)

    async def get_next_page(self) -> AsyncPage[T]:
        """The page behind this one. Raises RuntimeError after the last, PaginationError if the server does not lead to it."""
        return await self.fetch(self._caller, self._next(), self._options, self)

    def iter_pages(self) -> AsyncIterator[AsyncPage[T]]:
        """Yield this page and the pages behind it, each requested when it is needed."""
        return AsyncSingleReader(self._pages(), ReadLock("list"))

    async def _pages(self) -> AsyncIterator[AsyncPage[T]]:
        page = self
        yield page
        while (call := page._following()) is not None:
            page = await self.fetch(page._caller, call, page._options, page)
            yield page

    def __aiter__(self) -> AsyncIterator[T]:
        return AsyncSingleReader(self._items(), ReadLock("list"))

    async def _items(self) -> AsyncIterator[T]:
        async for page in self._pages():
            for item in page.data:
                yield item

    if not TYPE_CHECKING:

        def __iter__(self) -> NoReturn:
            raise TypeError(_ASYNC_LIST)


class AsyncPages(SuggestsAttributes, Generic[T]):
    """What an async `list()` returns: await it for the first page, or iterate over all items at once."""

    __slots__ = ("_first",)
    _hints: ClassVar[Mapping[str, str]] = dict.fromkeys(
        (
            "data",
            "first_id",
            "get_next_page",
            "has_more",
            "has_next_page",
            "iter_pages",
            "last_id",
            "next_page",
            "to_dict",
        ),
        "Await the first page: `page = await client.models.list()`.",
    )

    def __init__(self, first: Callable[[], Awaitable[AsyncPage[T]]]) -> None:
        self._first = first

    def __await__(self) -> Generator[Any, None, AsyncPage[T]]:
        return self._first().__await__()

    def __aiter__(self) -> AsyncIterator[T]:
        return AsyncSingleReader(self._items(), ReadLock("list"))

    async def _items(self) -> AsyncIterator[T]:
        async for page in (await self._first())._pages():
            for item in page.data:
                yield item

    if not TYPE_CHECKING:

        def __iter__(self) -> NoReturn:
            raise TypeError(_ASYNC_LIST)
