"""Charts and graphs as SVG, made here: they need no script, and say in words what they show."""
