"""Checker: plugin-based compliance checking of submitted documents."""
