"""Contacts in English: labels, and how addresses look that have none."""

import re

from checker import ContactWords, regex

_NAME = r"(?:[A-Z0-9][\w'.’&-]*[ \t]+){1,4}"
_STREET = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Av|Lane|Ln|Drive|Dr|Boulevard|Blvd|Square|Sq|Place|Pl|Court|Ct|Way|Terrace|Ter|"
    r"Crescent|Cres|Close|Gardens|Gdns|Row|Hill|Park|Parkway|Pkwy|Highway|Hwy|Circle|Cir|Plaza|Quay|Wharf|Embankment|"
    r"Bridge|Gate|Green|Grove|Mews|Walk|Yard|Mall|Pike|Trail|Broadway|Parade|House)"
)
_ABROAD = r"(?:[A-ZÄÖÜÉ][\w.ßäöüé-]*[ \t]+){0,2}"
_EUROPEAN = (
    rf"{_ABROAD}[A-ZÄÖÜ]?[\wßäöü-]*(?:stra(?:ß|ss)e|str\.|platz|allee|weg|gasse|ring|damm|ufer|straat|gatan|vej)"
    r"[ \t]+\d{1,4}[ \t]?[a-z]?(?!\w)"
)
_FRENCH = r"\d{1,4}(?: ?bis| ?ter)?,?[ \t]+(?:rue|avenue|boulevard|place|quai|via|piazza|calle)[ \t]+[\w'’-]+"
_BOX = r"P\.?[ \t]?O\.?[ \t]?Box[ \t]+\w+|(?:GPO|Private)[ \t](?:Box|Bag)[ \t]+\w+"

ENGLISH_CONTACTS = ContactWords(
    labels={  # without spaces; longer ones first
        "url": ("Webaddress", "Internetaddress", "Webpage", "Website", "Websites", "Homepage", "Internet", "Online", "Web",
                "URL"),
        "email": ("Emailus", "Electronicmailaddress", "Electronicmail", "E-mailaddress", "Emailaddress", "E-mails", "Emails",
                  "E-mail", "Email", "Mailbox"),
        "postcode": ("Postcode", "Postalcode", "ZIPcode", "ZIP", "PLZ"),
        "fax": ("Faxnumber", "Facsimile", "Telefax", "Fax"),
        "phone": ("Callus", "Phoneus", "Telephonenumbers", "Telephonenumber", "Telephones", "Telephone", "Phonenumbers",
                  "Phonenumber", "Phones", "Phone", "Mobile", "Cellphone", "Cell", "Emergencynumber", "Emergencycontact",
                  "Hotline", "Helpline", "Switchboard", "Toll-free", "Tollfree", "Freephone", "Voice", "Tel"),
        "address": ("IPaddress", "Postaladdress", "Mailingaddress", "Streetaddress", "Officeaddress", "Address",
                    "Headoffice", "Registeredoffice", "Headquarters"),
    },
    initials={"T": "phone", "P": "phone", "M": "phone", "F": "fax", "E": "email", "W": "url", "A": "address"},
    samples={
        "name": "Example Ltd",
        "address": "Address: 1 High Street, Town",
        "phone": "Phone: {number}",
        "fax": "Fax: {number}",
        "email": "Email: {mail}",
        "postcode": "Postcode: {postcode}",
        "url": "Website: {url}",
    },
    regions=("US", "GB", "CA", "AU", "IE", "NZ", "IN", "ZA", "SG"),
    joints="/&",
    label_ends=r"(?:(?:numbers?|nos?|nr)(?![A-Za-z])|#)",
    number_joints=r"(?:\bor\b|\band\b)",
    extension=r"ext(?:ension|n)?\b|x(?=[\s.:]?\d)",
    begins={
        "phone": regex(r"\+\d|\(?\+?\d(?:[ \t().-]{0,2}\d){6}|1\d\d(?![\d.,-])|9\d\d(?![\d.,-])|1-8\d\d-[A-Z]"),
        "fax": regex(r"\+\d|\(?\+?\d(?:[ \t().-]{0,2}\d){6}"),
        "url": regex(r"http|www\.|(?:[a-z0-9-]+\.)+[a-z]{2,}", re.IGNORECASE),
        "postcode": regex(r"\d|[A-Z]{1,2}\d"),
        "address": regex(rf"\d{{1,5}}[A-Za-z]?(?:-\d+)?,?[ \t]+[A-Z]|{_BOX}|{_EUROPEAN}|{_FRENCH}"),
    },
    street=regex(
        rf"(?<![\w.-])(?:\d{{1,5}}[A-Za-z]?(?:[-/]\d{{1,5}})?,?[ \t]+{_NAME}{_STREET}(?![a-z])|{_BOX}|{_EUROPEAN}|{_FRENCH})"
        r"[^\n;|]{0,80}"
    ),
    of_others=regex(r"(?<![A-Za-z])(?:applicant|complainant|requester|patient)s?(?![A-Za-z])", re.IGNORECASE),
)  # fmt: skip
