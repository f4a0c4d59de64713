"""The input of an audit: find submissions, read the roster, match submissions to bodies."""
