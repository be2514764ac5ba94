"""What an endpoint is asked, how, and where the answer stands in the text."""
