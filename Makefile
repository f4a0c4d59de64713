# make setup, then make test and make check; PYTHON names the interpreter of the virtual environment
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup test check bench

setup:
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q -e '.[dev,bench]'

test:
	$(BIN)/python -m pytest -q -n auto

check:
	PATH="$(CURDIR)/$(BIN):$$PATH" ci/check

bench:
	$(BIN)/python ci/benchmark.py
