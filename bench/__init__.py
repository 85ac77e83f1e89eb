"""Benchmarks on a database of their own: `python -m bench [NAME …]` prints one JSON object a line."""
