"""Audit reporters: write the results of an audit."""
