"""The importer, one module a form of circular, one trait a test."""
