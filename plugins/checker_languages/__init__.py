"""What is true of a language and of no form: numerals, numbering, dates, titles, contact labels."""
