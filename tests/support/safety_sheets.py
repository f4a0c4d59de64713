"""The safety data sheet of an invented product as text, and the Word files that it becomes.

A line that begins with “SECTION n:” or “n.n.” is a heading, one with “|” a row of a table; `@head` and `@foot` are the
running head and foot, in which {PAGE} and {PAGES} are fields.
"""
# ruff: noqa: E501  # lines of sheets and of markup are kept whole

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Literal
from xml.sax.saxutils import escape

Style = Literal["styled", "cells"]
Change = Callable[[str], str]

SHEET = """
@head Brightline Cleaner 40 · Revision: 14 October 2024 · Version 2.1
@foot Page {PAGE} of {PAGES}
SAFETY DATA SHEET
according to Regulation (EC) No 1907/2006 (REACH), Annex II
Revision: 14 October 2024, Version 2.1, replaces version 2.0 of 3 May 2023
SECTION 1: Identification of the substance/mixture and of the company/undertaking
1.1. Product identifier
Trade name: Brightline Cleaner 40. UFI: VDU1-414F-1003-1862
1.2. Relevant identified uses of the substance or mixture and uses advised against
Cleaning of metal surfaces in workshops. Uses advised against: none known.
1.3. Details of the supplier of the safety data sheet
Harbour Chemicals Ltd, 4 Customs Lane, Porthaven PH2 6QA, United Kingdom
Telephone: +44 20 7946 0018
E-mail address: sds@harbourchemicals.example
1.4. Emergency telephone number
+44 20 7946 0099, every day, 24 hours
SECTION 2: Hazards identification
2.1. Classification of the substance or mixture
Flam. Liq. 2, H225; Eye Irrit. 2, H319; STOT SE 3, H336, according to Regulation (EC) No 1272/2008
2.2. Label elements
Signal word: Danger
H225 Highly flammable liquid and vapour.
H319 Causes serious eye irritation.
H336 May cause drowsiness or dizziness.
P210 Keep away from heat, hot surfaces, sparks, open flames and other ignition sources. No smoking.
2.3. Other hazards
The mixture holds no substance that meets the criteria for PBT or vPvB, and none with endocrine disrupting properties.
SECTION 3: Composition/information on ingredients
3.2. Mixtures
Substance|CAS No|EC No|Concentration|Classification
Acetone|67-64-1|200-662-2|60 - 80 %|Flam. Liq. 2, H225; Eye Irrit. 2, H319; STOT SE 3, H336
Ethanol|64-17-5|200-578-6|10 - 20 %|Flam. Liq. 2, H225; Eye Irrit. 2, H319
Full text of statements: see section 16
SECTION 4: First aid measures
4.1. Description of first aid measures
Inhalation: move the person to fresh air. Eyes: rinse with water for several minutes. Skin: wash. Ingestion: rinse mouth.
4.2. Most important symptoms and effects, both acute and delayed
Dizziness, red eyes.
4.3. Indication of any immediate medical attention and special treatment needed
Treat symptomatically.
SECTION 5: Firefighting measures
5.1. Extinguishing media
Suitable: foam, powder, carbon dioxide. Unsuitable: full water jet.
5.2. Special hazards arising from the substance or mixture
Vapours form explosive mixtures with air.
5.3. Advice for firefighters
Wear self-contained breathing apparatus.
SECTION 6: Accidental release measures
6.1. Personal precautions, protective equipment and emergency procedures
Keep away ignition sources; ventilate.
6.2. Environmental precautions
Keep out of drains.
6.3. Methods and material for containment and cleaning up
Take up with sand.
6.4. Reference to other sections
See sections 8 and 13.
SECTION 7: Handling and storage
7.1. Precautions for safe handling
Use only with good ventilation.
7.2. Conditions for safe storage, including any incompatibilities
Keep tightly closed, away from oxidisers.
7.3. Specific end use(s)
None beyond those of 1.2.
SECTION 8: Exposure controls/personal protection
8.1. Control parameters
Substance|Limit value|Basis
Acetone|500 ppm, 1210 mg/m3|Directive 2000/39/EC
8.2. Exposure controls
Gloves of butyl rubber, 0.7 mm, breakthrough time 480 min. Safety glasses.
SECTION 9: Physical and chemical properties
9.1. Information on basic physical and chemical properties
Physical state|liquid
Colour|colourless
Odour|fruity
Melting point/freezing point|-95 °C
Boiling point or initial boiling point and boiling range|56 - 78 °C
Flammability|highly flammable
Lower and upper explosion limit|2.5 - 14.3 %
Flash point|-18 °C
Auto-ignition temperature|465 °C
Decomposition temperature|not applicable, no decomposition below boiling
pH|7
Kinematic viscosity|0.5 mm2/s
Solubility|miscible with water
Partition coefficient n-octanol/water (log value)|-0.24
Vapour pressure|24 kPa
Density and/or relative density|0.79
Relative vapour density|2
Particle characteristics|not applicable, liquid
9.2. Other information
No data available.
SECTION 10: Stability and reactivity
10.1. Reactivity
No dangerous reactions are known.
10.2. Chemical stability
Stable at room temperature.
10.3. Possibility of hazardous reactions
With strong oxidisers.
10.4. Conditions to avoid
Heat, sparks.
10.5. Incompatible materials
Oxidisers, strong acids.
10.6. Hazardous decomposition products
Carbon monoxide in a fire.
SECTION 11: Toxicological information
11.1. Information on hazard classes as defined in Regulation (EC) No 1272/2008
Acute toxicity: LD50 oral, rat, 5800 mg/kg; the criteria are not met.
Skin corrosion/irritation: the criteria are not met.
Serious eye damage/irritation: causes serious eye irritation.
Respiratory or skin sensitisation: the criteria are not met.
Germ cell mutagenicity: the criteria are not met.
Carcinogenicity: the criteria are not met.
Reproductive toxicity: the criteria are not met.
STOT-single exposure: may cause drowsiness or dizziness.
STOT-repeated exposure: the criteria are not met.
Aspiration hazard: the criteria are not met.
11.2. Information on other hazards
None with endocrine disrupting properties.
SECTION 12: Ecological information
12.1. Toxicity
LC50 fish, 96 h: 5540 mg/l.
12.2. Persistence and degradability
Readily degradable.
12.3. Bioaccumulative potential
Log value -0.24: none.
12.4. Mobility in soil
No data available.
12.5. Results of PBT and vPvB assessment
The criteria are not met.
12.6. Endocrine disrupting properties
None.
12.7. Other adverse effects
None known.
SECTION 13: Disposal considerations
13.1. Waste treatment methods
Hand over to a licensed company; waste code 14 06 03.
SECTION 14: Transport information
14.1. UN number or ID number
UN 1993
14.2. UN proper shipping name
FLAMMABLE LIQUID, N.O.S. (acetone, ethanol)
14.3. Transport hazard class(es)
3
14.4. Packing group
II
14.5. Environmental hazards
None.
14.6. Special precautions for user
None.
14.7. Maritime transport in bulk according to IMO instruments
Not applicable.
SECTION 15: Regulatory information
15.1. Safety, health and environmental regulations/legislation specific for the substance or mixture
Regulation (EC) No 1907/2006, Annex XVII, entry 40; Directive 2012/18/EU.
15.2. Chemical safety assessment
No chemical safety assessment has been carried out for this mixture.
SECTION 16: Other information
Changes: sections 3 and 8. PBT: persistent, bioaccumulative and toxic.
Classification by calculation. H225 Highly flammable liquid and vapour. H319 Causes serious eye irritation.
H336 May cause drowsiness or dizziness.
"""


def edition(year: int) -> str:
    """Return the sheet in the form of a year."""
    text = SHEET.strip().replace("2024", str(year)).replace("2023", str(year - 1))
    if year >= 2023:
        return text
    for new, old in (
        (
            "11.1. Information on hazard classes as defined in Regulation (EC) No 1272/2008",
            "11.1. Information on toxicological effects",
        ),
        ("11.2. Information on other hazards\nNone with endocrine disrupting properties.\n", ""),
        ("12.6. Endocrine disrupting properties\nNone.\n", ""),
        ("12.7. Other", "12.6. Other"),
        ("14.1. UN number or ID number", "14.1. UN number"),
        (
            "14.7. Maritime transport in bulk according to IMO instruments",
            "14.7. Transport in bulk according to Annex II of MARPOL 73/78 and the IBC Code",
        ),
    ):
        text = replaced(new, old)(text)
    return text


def replaced(old: str, new: str) -> Change:
    """Return what replaces a text that stands there once or more."""

    def change(text: str) -> str:
        assert old in text, old
        return text.replace(old, new)

    return change


def without(start: str, stop: str) -> Change:
    """Return what deletes the lines from one that begins so up to another, which stays."""

    def change(text: str) -> str:
        lines = text.split("\n")
        first = next(at for at, line in enumerate(lines) if line.startswith(start))
        last = next(at for at, line in enumerate(lines) if at > first and line.startswith(stop))
        return "\n".join((*lines[:first], *lines[last:]))

    return change


def swapped(one: str, other: str, stop: str) -> Change:
    """Return what swaps two neighbouring parts, from one line up to the other, and from that up to a third."""

    def change(text: str) -> str:
        first, second, third = (text.index(f"\n{start}") for start in (one, other, stop))
        return text[:first] + text[second:third] + text[first:second] + text[third:]

    return change


# --- the Word file ---

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TOP, _SUB = re.compile(r"SECTION \d+|\d+\. [A-Z]"), re.compile(r"\d+\.\d+\.? |Waste treatment methods$")
_TIME = (1980, 1, 1, 0, 0, 0)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def word_file(text: str, style: Style = "styled") -> bytes:
    """Write the sheet: headings styled, or bold in the cells of a table with their text beside them."""
    lines = text.strip().split("\n")
    marks = dict(line[1:].split(" ", 1) for line in lines if line.startswith("@"))
    body = [line for line in lines if not line.startswith("@")]
    content = "".join(_styled(body) if style == "styled" else _in_cells(body))
    names = (("header", "head"), ("footer", "foot"), ("header", "first"))
    parts = [
        (kind, f"{kind}{at}", name, marks[name]) for at, (kind, name) in enumerate(names, 1) if name in marks
    ]
    references = "".join(
        f'<w:{kind}Reference w:type="{page}" r:id="{ident}"/>'
        for kind, ident, name, _text in parts
        for page in (("default", "first") if name == "foot" else ("first" if name == "first" else "default",))
    )
    titled = "<w:titlePg/>" if "first" in marks else ""
    sect = f'<w:sectPr>{references}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:bottom="1440" w:left="1300" w:right="1300" w:header="700" w:footer="700"/>{titled}</w:sectPr>'
    spaces = f'xmlns:w="{_WORD}" xmlns:r="{_OFFICE}"'
    overrides = "".join(
        f'<Override PartName="/word/{ident}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for kind, ident, _name, _text in parts
    )
    links = "".join(
        f'<Relationship Id="{ident}" Type="{_OFFICE}/{kind}" Target="{ident}.xml"/>'
        for kind, ident, _name, _text in parts
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="d" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {spaces}><w:body>{content}{sect}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
        **{
            f"word/{ident}.xml": f"<w:{'hdr' if kind == 'header' else 'ftr'} {spaces}>{_paragraph(text)}</w:{'hdr' if kind == 'header' else 'ftr'}>"
            for kind, ident, _name, text in parts
        },
    }
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as package:
        for name, xml in files.items():
            package.writestr(
                zipfile.ZipInfo(name, _TIME),
                f'<?xml version="1.0" encoding="UTF-8"?>{xml}',
                zipfile.ZIP_DEFLATED,
            )
    return memory.getvalue()


def _styled(lines: list[str]) -> Iterator[str]:
    for is_row, run in groupby(lines, key=lambda line: "|" in line):
        if is_row:
            yield _table([line.split("|") for line in run])
        else:
            yield from (_paragraph(line, _level(line)) for line in run)


def _in_cells(lines: list[str]) -> Iterator[str]:
    """Yield one table a section: its heading across, then each subheading beside its text; tables stand between."""
    rows: list[list[str]] = []
    listed: list[list[str]] = []
    for line in lines:
        if listed and "|" not in line:
            yield _table(listed)
            listed = []
        if _TOP.match(line):
            yield from _flushed(rows)
            rows.append([line])
        elif rows and "|" not in line:
            if _SUB.match(line):
                rows.append([line, ""])
            elif len(rows[-1]) > 1:
                rows[-1][1] = f"{rows[-1][1]}\n{line}".strip()
            else:
                rows.append(["", line])
        elif "|" in line:
            yield from _flushed(rows)
            rows = [["", ""]]
            listed.append(line.split("|"))
        else:
            yield _paragraph(line)
    yield from _flushed(rows)


def _flushed(rows: list[list[str]]) -> Iterator[str]:
    kept = [row for row in rows if any(row)]
    rows.clear()
    if kept:
        yield _table(kept, 2) + "<w:p/>"


def _level(line: str) -> int | None:
    return 0 if _TOP.match(line) else 1 if _SUB.match(line) else None


def _paragraph(text: str, level: int | None = None) -> str:
    outline = f'<w:pPr><w:outlineLvl w:val="{level}"/></w:pPr>' if level is not None else ""
    bold = "<w:rPr><w:b/></w:rPr>" if level is not None else ""
    runs = "".join(_run(part, bold) for part in re.split(r"(\{PAGES?\})", text) if part)
    return f"<w:p>{outline}{runs}</w:p>"


def _run(part: str, properties: str) -> str:
    code = {"{PAGE}": "PAGE", "{PAGES}": "NUMPAGES"}.get(part)
    if code:
        return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(part)}</w:t></w:r>'


def _table(rows: list[list[str]], width: int = 0) -> str:
    width = max(width, *(len(row) for row in rows))
    grid = "<w:gridCol/>" * width
    written = "".join(
        f"<w:tr>{''.join(_cell(text, width if len(row) == 1 else 1) for text in row)}</w:tr>" for row in rows
    )
    return f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{written}</w:tbl>'


def _cell(text: str, span: int) -> str:
    across = f'<w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>' if span > 1 else ""
    return f"<w:tc>{across}{''.join(_paragraph(line) for line in text.split(chr(10)))}</w:tc>"
