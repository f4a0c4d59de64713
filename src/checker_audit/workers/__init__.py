"""Worker processes: forked from a loaded server, limited, killed and replaced."""
