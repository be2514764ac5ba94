"""What we know: frozen values without input or output, which every stage shares."""
