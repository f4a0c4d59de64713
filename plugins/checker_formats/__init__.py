"""Readers and annotators: Word documents (DOCX) and PDF files."""
