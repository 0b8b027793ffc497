"""HTTP/1.1 parsing without I/O: response heads, lengths and chunks; request heads.

`parser_llhttp` reads chunked bodies with llhttp, by the same rules; only it loads httptools.
"""
