"""Worker processes: forked from a prepared server, limited, killed and replaced."""
