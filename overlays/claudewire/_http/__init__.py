"""HTTP/1.1 requests and responses as bytes over pooled connections.

Use `ConnectionPool` or `AsyncConnectionPool` (or `HttpxClient`, `AsyncHttpxClient` over an httpx client): `handle_request` sends a
`Request` and returns a `Response` or `AsyncResponse`. `run_blocking` drives the coroutines of the blocking ones.
Public to other rooms: these names, `PoolOptions`, `ContentDecoder`, `BodyBuffer`, `ssl_context`, `socket_options`, and the exceptions
of `_http.exceptions`.

`network` moves bytes, `parsers` reads and writes HTTP/1.1, `connection` joins them; the pools hold the connections.

It knows nothing of Claude: it imports no other package of ours, raises its own exceptions (and httpx's, where a request goes through
httpx), and takes timeouts, limits, proxy and certificates as arguments.
"""
