"""Bytes to documents: one reader a file, each with what it fits and how it reads."""
