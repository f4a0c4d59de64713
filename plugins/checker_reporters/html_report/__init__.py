"""The report as a page: what to correct first, then where it stands in the document."""
