"""Answers made into reports: one function for each command that reports."""
