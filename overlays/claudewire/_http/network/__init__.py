"""Network streams: bytes to and from one address, over a socket, asyncio or trio, with or without TLS.

`origin` has addresses, proxies, certificates and socket options. Nothing here knows HTTP.
"""
