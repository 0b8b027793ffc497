"""The ASGI application: from an HTTP request to an operation of the document, and back; and the server around it.

`serving` is imported without the extra `testing`; `routes`, which needs it, only when a server is made.
"""
