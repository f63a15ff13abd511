.PHONY: test lint docs golden

test:
	pytest

lint:
	ruff check .
	ruff format --check .
	mypy

docs golden:
	pytest --update-golden
