"""Reading PDF: pages, lines, tables, paragraphs, and last the document."""

from checker_formats.pdf.light_packages import lighten

# One looks up its own version, which takes longer than reading a short file; the other is for texts hardly any file has.
lighten("pdfminer", "charset_normalizer")
