"""Modules and names of the official SDK, over those of this package.

`names` is the table: which names differ, and which modules there are. `types` finds a type by its official name, `modules` makes the
modules, such as `claudewire.types.tool_use_block` or `claudewire.resources.messages`, when they are imported, and `params` the argument
types that only the official SDK has. `platforms` has the clients for other clouds under their official names and arguments, and
`requests` what tracers take hold of in a client.

`claudewire` and `claudewire.compat` use it. The table and the modules must not know how anything here works: they only find names.
"""
