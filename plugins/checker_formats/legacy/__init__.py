"""Files of other word processors: identified by kind, or converted by LibreOffice on request."""
