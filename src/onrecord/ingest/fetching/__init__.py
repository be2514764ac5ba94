"""How a page is fetched: addresses, networks, connections, exchanges, robots' rules and copies, each by itself."""
