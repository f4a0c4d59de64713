"""The version, importable without importing anything else."""

VERSION = "0.2.0"
