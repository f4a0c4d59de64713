"""Reading PDF: pages, lines, tables, paragraphs, and last the document."""

from importlib import import_module

from checker_formats.pdf.light_packages import imported_when_used, lighten

lighten("pdfminer")  # its own code only looks up its version, in the metadata of all that is installed
with imported_when_used(
    "charset_normalizer",  # for texts in no encoding that PDF knows
    "cryptography.hazmat.backends",  # for encrypted files
    "cryptography.hazmat.primitives.ciphers",
):
    import_module("pdfminer.pdfdocument")
