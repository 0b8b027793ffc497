"""The state of a tool loop as a value without I/O: `Run`.

`run` says what is next and takes what happened, `transcript` has the conversation, `ledger` the calls of a turn, `steps` what
`run` says, `conversation` messages as JSON (functions), `stored` the JSON form of a run.
"""
