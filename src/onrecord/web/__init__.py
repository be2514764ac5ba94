"""The record in a browser: pages to read, check and review it, on this machine and without any other."""
