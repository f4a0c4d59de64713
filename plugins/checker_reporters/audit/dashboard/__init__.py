"""The dashboard: an audit as a folder of pages that a browser opens from the file system."""
