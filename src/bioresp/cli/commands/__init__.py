"""The commands. Each is: find what is meant, ask, make a report."""
