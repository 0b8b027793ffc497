"""The state of a tool loop as a value without I/O: `Run`, its steps, its calls, its JSON form."""
