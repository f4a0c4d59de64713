"""Write the example of a safety data sheet beside this script: a Word file and its PDF.

Supplier and product are invented. The sheet is in order, but for three mistakes that are often made.

PYTHONPATH=. python examples/make_sheet.py
"""

from pathlib import Path

from make import print_pdf

from tests.support.safety_sheets import edition, replaced, word_file

PATH = Path(__file__).parent / "brightline-40-2024.docx"

MISTAKES = (
    replaced("None beyond those of 1.2.", "--"),  # 7.3 is left blank
    replaced("67-64-1", "67-64-2"),  # no CAS number ends so
    replaced(
        "\nH336 May cause drowsiness or dizziness.", ""
    ),  # a statement of section 2 that is nowhere written out
)


def main() -> None:
    """Write both files."""
    text = edition(2024)
    for mistake in MISTAKES:
        text = mistake(text)
    PATH.write_bytes(word_file(text))
    print_pdf(PATH)
    print(PATH.name)


if __name__ == "__main__":
    main()
