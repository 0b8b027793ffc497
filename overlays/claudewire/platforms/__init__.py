"""Claude on the clouds of Amazon, Google and Microsoft.

A platform is a frozen value (`claudewire._platform.Platform`); `amazon`, `google` and `microsoft` have one or more each, with the
clients that hold them. `connect` makes clients from URLs. What the clouds share: `clients` (construction, copies, pickles),
`credentials` (tokens that are fetched once), `requests` (the tables of the document), `arguments` (checks of what becomes part of a URL
or a header).

Nothing below this room knows a cloud, and no cloud knows another one.
"""
