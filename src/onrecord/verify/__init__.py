"""Quotations to verdicts: whether the printed words match the primary text."""
