"""Structure to attributions: source, cue and content of every statement."""
