"""Serving: a graph for other programs to read while this one runs, one module a way in."""
