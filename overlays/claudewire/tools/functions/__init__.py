"""A function as a tool: its parameters as a schema, the input of the model as its arguments.

`base` has the base class of all tools, `context` what a tool may ask about its call,
`signature` reads parameters, `function` makes a `Tool`.

No other package imports this door. The package knows `_schema`, and neither runs nor requests.
"""
