"""Audit reporters: everything that an audit found out, written for those who asked for it."""
