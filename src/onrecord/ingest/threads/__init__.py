"""Discussions as sites export them, in JSON: one reader for each form, and what all of them share."""
