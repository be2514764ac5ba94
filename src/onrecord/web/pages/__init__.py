"""One module for each group of pages: the questions that a page asks, and the value that it shows."""
