"""Engines: what fills a schema from a document."""
