"""Makes `generated/` from `spec/`. Run it as `python -m generator`."""
