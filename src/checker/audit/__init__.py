"""Audits: thousands of submissions read in isolation, kept in a store, and compared with one another."""
