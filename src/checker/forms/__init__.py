"""What is prescribed and where it stands in a document: tables, sections, relations, filings."""
