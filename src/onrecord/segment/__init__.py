"""Documents to structure: blocks, turns, posts and the stretches between quotation marks."""
