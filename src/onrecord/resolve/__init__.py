"""Sources to people and times: who said it, through whom, to whom and when."""
