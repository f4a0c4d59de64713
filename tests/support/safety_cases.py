"""Faults and harmless variations of a safety data sheet, each with the findings that it must have."""
# ruff: noqa: E501  # lines of sheets and of markup are kept whole

from collections.abc import Iterator
from dataclasses import dataclass

from tests.support.rule_cases import Finds
from tests.support.safety_sheets import Change, replaced, swapped, without

ANNEX = """
Annex to the safety data sheet: Exposure scenario
1. Short title of Exposure Scenario: Industrial use
SECTION 2: Exposure scenario
8.1. Control parameters
12.2. Persistence and degradability
H225 Highly flammable liquid and vapour.
14.1. UN number or ID number
"""


@dataclass(frozen=True)
class SheetCase:
    """A changed sheet and its findings; `since` is the first year whose form the change fits."""

    rule: str
    name: str
    changes: tuple[Change, ...] = ()
    finds: tuple[Finds, ...] = ()
    since: int = 0

    @property
    def stem(self) -> str:
        return f"{self.rule}-{'fail' if self.finds else 'pass'}-{self.name}"

    def applied(self, text: str) -> str:
        """Return a sheet with the changes."""
        for change in self.changes:
            text = change(text)
        return text


def _fault(
    rule: str, name: str, code: str, *changes: Change, also: tuple[Finds, ...] = (), since: int = 0
) -> SheetCase:
    return SheetCase(rule, name, changes, (Finds(rule, code), *also), since)


def faults(year: int) -> Iterator[SheetCase]:
    """Iterate over the faults, planted one at a time in the sheet of a year."""
    new = year >= 2023
    missing = "section-missing"
    yield _fault("sections", "no-section-7", missing, without("SECTION 7", "SECTION 8"))
    yield _fault("sections", "no-persistence", missing, without("12.2.", "12.3."))
    yield _fault("sections", "neither-3.1-nor-3.2", missing, replaced("3.2. Mixtures\n", ""))
    yield _fault(
        "sections", "9-and-10-swapped", "section-order", swapped("SECTION 9", "SECTION 10", "SECTION 11")
    )
    yield _fault("sections", "mixture-as-3.1", "section-number", replaced("3.2. Mixtures", "3.1. Mixtures"))
    yield _fault("sections-numbered", "waste-without-number", "numbering", replaced("13.1. Waste", "Waste"))
    yield _fault("nothing-blank", "7.3", "section-empty", replaced("None beyond those of 1.2.\n", ""))
    yield _fault("nothing-blank", "7.3-dashes", "section-empty", replaced("None beyond those of 1.2.", "--"))
    yield _fault("pages", "no-total", "page-length-missing", replaced(" of {PAGES}", ""))
    yield _fault(
        "pages", "no-number", "page-number-missing", replaced("Page {PAGE} of {PAGES}", "Harbour Chemicals")
    )
    other = f"@first Brightline Cleaner 40 · Revision: 14 October {year} · Version 2.0\nSAFETY DATA SHEET"
    yield _fault("same-heads", "other-version", "page-head", replaced("SAFETY DATA SHEET", other))
    dated = f"14 October {year}"
    yield _fault(
        "first-page-date", "only-in-section-16", "text-missing",
        replaced(f"Revision: {dated}, Version 2.1, replaces version 2.0 of 3 May {year - 1}", "Version 2.1"),
        replaced(f" · Revision: {dated} · Version 2.1", ""),
        replaced("Changes: sections 3 and 8.", f"Revision: {dated}. Changes: sections 3 and 8."),
    )  # fmt: skip
    yield _fault(
        "supplier-contact",
        "no-email",
        "contact-missing",
        replaced("E-mail address: sds@harbourchemicals.example\n", ""),
    )
    yield _fault(
        "supplier-contact-valid", "email", "email-invalid",
        replaced("sds@harbourchemicals.example", "sds@@harbourchemicals.example or info@harbourchemicals.example"),
    )  # fmt: skip
    yield _fault(
        "supplier-fields-filled", "telefax", "text-forbidden",
        replaced("E-mail address: sds", "Telefax:\nE-mail address: sds"),
    )  # fmt: skip
    yield _fault(
        "emergency-number", "none", "text-missing",
        replaced("+44 20 7946 0099, every day, 24 hours", "see above"),
    )  # fmt: skip
    yield _fault(
        "classification", "words-only", "text-missing",
        replaced("Flam. Liq. 2, H225; Eye Irrit. 2, H319; STOT SE 3, H336, according", "Flammable; irritating to eyes, according"),
        also=(Finds("label-agrees", "code-unnamed"),),
    )  # fmt: skip
    yield _fault(
        "category-of-eu", "2a", "text-forbidden",
        replaced("STOT SE 3, H336, according", "STOT SE 3, H336; Eye Irrit. 2A, according"),
    )  # fmt: skip
    if year >= 2016:
        yield _fault(
            "no-risk-phrases", "r36", "text-count",
            replaced("STOT SE 3, H336, according", "STOT SE 3, H336; R36/37, according"),
        )  # fmt: skip
    yield _fault(
        "forbidden-phrases", "harmless", "text-forbidden",
        replaced("The mixture holds no substance", "The product is harmless. The mixture holds no substance"),
    )  # fmt: skip
    yield _fault("identifiers", "cas", "check-digit", replaced("67-64-1", "67-46-1"))
    yield _fault("identifiers", "ec", "check-digit", replaced("200-578-6", "200-587-6"))
    yield _fault(
        "statements-explained", "h318", "code-unexplained",
        replaced("Ethanol|64-17-5|200-578-6|10 - 20 %|Flam. Liq. 2, H225; Eye Irrit. 2, H319",
                 "Ethanol|64-17-5|200-578-6|10 - 20 %|Flam. Liq. 2, H225; Eye Dam. 1, H318"),
    )  # fmt: skip
    yield _fault(
        "statements-explained", "h336-in-a-sentence", "code-unexplained",
        replaced("\nH336 May cause drowsiness or dizziness.", ""),
    )  # fmt: skip
    yield _fault(
        "label-agrees", "h315", "code-unnamed",
        replaced("H336 May cause drowsiness or dizziness.\nP210", "H336 May cause drowsiness or dizziness.\nH315 Causes skin irritation.\nP210"),
    )  # fmt: skip
    yield _fault(
        "metric-units",
        "fahrenheit",
        "text-forbidden",
        replaced("Colour|colourless", "Colour|colourless\nMelting point|-139 °F"),
    )
    yield _fault(
        "edition-declared", "two", "text-inconsistent",
        replaced("(REACH), Annex II\n", "(REACH), Annex II\nThe form is that of Regulation (EU) 2015/830.\n"),
        replaced("Changes: sections 3 and 8.", "This sheet is in accordance with Regulation (EC) No 453/2010."),
    )  # fmt: skip
    yield _fault(
        "safety-assessment", "no-answer", "text-forbidden",
        replaced("No chemical safety assessment has been carried out for this mixture.", "No data available."),
    )  # fmt: skip
    bare = replaced(
        "Classification by calculation. H225 Highly flammable liquid and vapour. H319 Causes serious eye irritation.\nH336 May cause drowsiness or dizziness.",
        "",
    )
    yield _fault("statements-in-16", "only-in-the-annex", "text-missing", bare, lambda text: text + ANNEX)
    yield _fault(
        "sections", "only-in-the-annex", missing, without("12.2.", "12.3."), lambda text: text + ANNEX
    )
    yield _fault("un-number", "missing", "text-missing", replaced("\nUN 1993\n", "\nsee the label\n"))
    yield from _of_contacts()
    yield from _of_hazards()
    yield from _of_ingredients()
    yield from _of_transport()
    if new:
        yield _fault("sections", "no-endocrine", missing, without("12.6.", "12.7."))
        yield _fault(
            "properties",
            "no-particles",
            "topic-missing",
            replaced("Particle characteristics|not applicable, liquid\n", ""),
        )
        yield _fault(
            "properties", "no-viscosity", "topic-missing", replaced("Kinematic viscosity|0.5 mm2/s\n", "")
        )
        yield _fault(
            "hazard-classes",
            "no-aspiration",
            "topic-missing",
            replaced("Aspiration hazard: the criteria are not met.\n", ""),
        )
        yield _fault(
            "form-in-force", "old-headings", "sections-outdated",
            replaced("11.1. Information on hazard classes as defined in Regulation (EC) No 1272/2008", "11.1. Information on toxicological effects"),
            replaced("14.7. Maritime transport in bulk according to IMO instruments", "14.7. Transport in bulk according to Annex II of MARPOL 73/78 and the IBC Code"),
        )  # fmt: skip


def _of_contacts() -> Iterator[SheetCase]:
    yield _fault(
        "supplier-contact", "no-name", "contact-missing", replaced("Harbour Chemicals Ltd, 4 Customs Lane, Porthaven PH2 6QA, United Kingdom", "4 Customs Lane, PH2 6QA"),
    )  # fmt: skip
    yield _fault(
        "supplier-phone", "no-country", "phone-invalid", replaced("+44 20 7946 0018", "020 7946 0018")
    )
    yield _fault(
        "emergency-hours", "both", "text-forbidden",
        replaced("+44 20 7946 0099, every day, 24 hours", "Available 24 hours +44 20 7946 0099 (Mon - Fri 8am - 5pm)"),
    )  # fmt: skip
    yield _fault(
        "one-regime", "two", "text-count",
        replaced("(REACH), Annex II\n", "(REACH), Annex II, and 29 CFR 1910.1200\n"),
    )  # fmt: skip


def _of_hazards() -> Iterator[SheetCase]:
    classified = "Flam. Liq. 2, H225; Eye Irrit. 2, H319; STOT SE 3, H336, according"
    yield _fault("signal-word", "none", "text-missing", replaced("Signal word: Danger\n", ""))
    yield _fault(
        "no-signal-word", "not-classified", "text-forbidden",
        replaced(classified, "The mixture is not classified, according"),
        without("H225 Highly", "P210"),
    )  # fmt: skip
    yield _fault(
        "statements-in-16", "none", "text-missing",
        replaced("Classification by calculation. H225 Highly flammable liquid and vapour. H319 Causes serious eye irritation.\nH336 May cause drowsiness or dizziness.", "Classification by calculation."),
    )  # fmt: skip
    yield _fault("flash-point", "30", "text-arithmetic", replaced("Flash point|-18 °C", "Flash point|30 °C"))
    yield _fault(
        "flash-point-3", "minus-18", "text-arithmetic",
        replaced("Flam. Liq. 2, H225; Eye Irrit. 2, H319; STOT SE 3, H336, according", "Flam. Liq. 3, H226; Eye Irrit. 2, H319; STOT SE 3, H336, according"),
        replaced("\nH225 Highly flammable liquid and vapour.\nH319", "\nH226 Flammable liquid and vapour.\nH319"),
    )  # fmt: skip
    yield _fault("acidity", "1.5", "text-arithmetic", replaced("pH|7", "pH|1.5"))


def _of_ingredients() -> Iterator[SheetCase]:
    yield _fault("ranges", "reversed", "range-reversed", replaced("60 - 80 %", "80 - 60 %"))
    yield _fault("ranges", "sum", "share-sum", replaced("10 - 20 %", "45 - 50 %"))
    yield _fault("ranges-falling", "rising", "share-order", replaced("60 - 80 %", "5 - 8 %"))
    yield _fault(
        "identifiers", "registration", "identifier-form",
        replaced("Trade name:", "Registration number 01-211947133-49-0000. Trade name:"),
    )  # fmt: skip
    yield _fault("identifiers", "ufi", "identifier-form", replaced("VDU1-414F-1003-1862", "VDU1-414F-1003"))


def _of_transport() -> Iterator[SheetCase]:
    yield _fault(
        "transport-class", "none", "text-missing", replaced("class(es)\n3\n", "class(es)\nsee the label\n")
    )
    yield _fault("transport-group", "none", "text-missing", replaced("\nII\n", "\nsee the label\n"))
    yield _fault(
        "environment-agrees", "none", "text-forbidden",
        replaced("STOT SE 3, H336, according", "STOT SE 3, H336; Aquatic Chronic 2, H411, according"),
        replaced("\nP210", "\nH411 Toxic to aquatic life with long lasting effects.\nP210"),
    )  # fmt: skip
    repeated = "14.1. UN number or ID number\nUN 1993\n14.5. Environmental hazards\n--\n14.7."
    yield _fault("nothing-blank", "second-mode", "section-empty", replaced("14.7.", repeated), since=2023)


def variations() -> Iterator[SheetCase]:
    """Iterate over harmless variations of the sheet in the form in force."""

    def upper(text: str) -> str:
        return "\n".join(line.upper() if line.startswith("SECTION") else line for line in text.split("\n"))

    def run_in(text: str) -> str:
        return text.replace("Emergency telephone number\n+44", "Emergency telephone number: +44").replace(
            "Chemical stability\nStable", "Chemical stability : Stable"
        )

    yield SheetCase(
        "sections",
        "both-3.1-and-3.2",
        (replaced("3.2. Mixtures", "3.1. Substances\nNot applicable.\n3.2. Mixtures"),),
    )
    yield SheetCase(
        "sections",
        "third-level",
        (replaced("Signal word", "2.2.1. Labelling according to Regulation (EC) No 1272/2008\nSignal word"),),
    )
    yield SheetCase("sections", "capitals", (upper,))
    yield SheetCase(
        "no-risk-phrases", "listed-in-the-directive",
        (replaced("13.1. Waste", "Holds no carcinogens listed according to Directive 67/548/EEC.\n13.1. Waste"),),
    )  # fmt: skip
    yield SheetCase("sections", "run-in", (run_in,))
    yield SheetCase(
        "sections",
        "other-words",
        (replaced("Packing group", "Packaging group"), replaced("First aid", "First-aid")),
    )
    yield SheetCase(
        "sections",
        "plain-numbers",
        (lambda text: text.replace("SECTION 2:", "2.").replace("SECTION 3:", "3."),),
    )
    yield SheetCase(
        "sections",
        "annex",
        (lambda text: text + ANNEX,),
    )
    yield SheetCase(
        "nothing-blank",
        "not-regulated",
        (replaced("\nUN 1993\n", "\nNot regulated.\n"), replaced("\nII\n", "\n-\n")),
    )
    yield SheetCase(
        "forbidden-phrases",
        "not-harmless",
        (
            replaced(
                "The mixture holds no",
                "The product is not harmless. It may be dangerous to the person providing aid. The mixture holds no",
            ),
        ),
    )
    yield SheetCase(
        "first-page-date",
        "figures",
        (replaced("Revision: 14 October 2024, Version", "Date of revision: 14/10/2024, Version"),),
    )
    yield SheetCase(
        "pages", "end-of-sheet", (replaced("Page {PAGE} of {PAGES}", "Page {PAGE} · Continued on next page"),)
    )
    yield SheetCase(
        "identifiers",
        "index-number",
        (
            replaced(
                "Full text of statements", "Index number 606-001-00-8, 0000067-64-1. Full text of statements"
            ),
        ),
    )
    yield SheetCase(
        "supplier-contact",
        "label-and-mail-without-one",
        (
            replaced("Harbour Chemicals Ltd, 4 Customs Lane", "Company: 3M Porthaven, 4 Customs Lane"),
            replaced("E-mail address: sds@", "Contact person sds@"),
        ),
    )
    yield SheetCase(
        "emergency-hours",
        "two-numbers",
        (
            replaced(
                "+44 20 7946 0099, every day, 24 hours",
                "24 hours: +44 20 7946 0099; office: +44 20 7946 0098 (Mon - Fri 8am - 5pm)",
            ),
        ),
    )
    yield SheetCase(
        "ranges",
        "bounds",
        (replaced("60 - 80 %", "≥ 60 - < 80 %"), replaced("10 - 20 %", "< 20 % (w/w)")),
    )
    yield SheetCase(
        "identifiers",
        "registrations",
        (
            replaced(
                "Trade name:", "01-2119471330-49-0000, 01-2119457610-43, 01-2119471330-49-XXXX. Trade name:"
            ),
        ),
    )
    yield SheetCase(
        "transport-group",
        "gas",
        (replaced("class(es)\n3\n", "class(es)\n2.1\n"), replaced("\nII\n", "\nNot applicable.\n")),
    )
    yield SheetCase(
        "sections",
        "title-cut-off-by-its-column",
        (
            replaced("10.6. Hazardous decomposition products\n", "10.6. Hazardous None below the boiling point. decomposition products\n"),
            replaced("5.2. Special hazards arising from the substance or mixture\nVapours form explosive mixtures with air.", "5.2. Special hazards Vapours form explosive mixtures with air. arising from the substance or\nmixture"),
        ),
    )  # fmt: skip
    yield SheetCase(
        "sections",
        "several-at-once",
        (without("14.1.", "14.6."), replaced("14.6. Special", "14.1 – 14.5 Not regulated.\n14.6. Special")),
    )
    yield SheetCase(
        "classification",
        "code-behind-a-letter",
        (
            replaced("Flam. Liq. 2, H225; Eye Irrit. 2, H319; STOT SE 3, H336, according", "Flammable gases, category 1A H220, according"),
            replaced("\nH225 Highly flammable liquid and vapour.\nH319 Causes serious eye irritation.\nH336 May", "\nH220 Extremely flammable gas.\nH336 May"),
            replaced("H336 May cause drowsiness or dizziness.\nP210", "P210"),
        ),
    )  # fmt: skip
    yield SheetCase(
        "statements-explained",
        "names-of-substances",
        (replaced("\nP210", "\nEUH208 Contains 2-[2-(1-chlorocyclopropyl)-2-hydroxy-3-phenylpropyl]-2,4-dihydro-3H-1,2,4-triazole. May produce an allergic reaction.\nP210"),),
    )  # fmt: skip
    yield SheetCase(
        "statements-explained",
        "names-of-substances-behind-a-sentence",
        (replaced("dizziness.\nP210", "dizziness. EUH208 Contains 2-[2-(1-chlorocyclopropyl)-2-hydroxy-3-phenylpropyl]-2,4-dihydro-3H-1,2,4-triazole. May produce an allergic reaction.\nP210"),),
    )  # fmt: skip
    listed = "Acetone|67-64-1|200-662-2|60 - 80 %|Flam. Liq. 2, H225; Eye Irrit. 2, H319; STOT SE 3, H336\n"
    yield SheetCase("ranges", "listed-again", (replaced(listed, listed + listed),))
    yield SheetCase("properties", "form", (replaced("Physical state|liquid", "Form|Liquid, clear"),))
    yield SheetCase(
        "transport-class",
        "modes",
        (
            replaced("class(es)\n3\n", "class(es)\nADR/RID: 3 IMDG: 3 IATA: 3\n"),
            replaced("\nII\n", "\nADR/RID: II IMDG: II IATA: II\n"),
        ),
    )
