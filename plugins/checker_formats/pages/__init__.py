"""From the pages of a file, as painted, to a document: lines, columns, tables, paragraphs."""
