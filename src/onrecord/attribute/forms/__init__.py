"""Forms that attribute without a verb, a module each: labels, signatures, blocks, headlines, openings."""
