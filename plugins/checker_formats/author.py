"""The name under which this program comments on documents."""

AUTHOR = "Checker"
