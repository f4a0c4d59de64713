"""Reading PDF: pages, lines, tables, paragraphs, and last the document."""
