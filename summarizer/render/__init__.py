"""Turns briefings and check reports into text, Markdown and JSON; every function is pure."""
