"""What the model is told: versioned Markdown templates, rendered with Jinja."""
