"""Text to numbers: every quantity of a text, with its value, its unit and its exact place."""
