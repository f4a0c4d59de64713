"""Checks across the filings of an audit, one family a file."""
