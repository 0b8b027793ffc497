"""Rules of the API for schemas, one module a rule: constraints, cycles, limits, merging, references."""
