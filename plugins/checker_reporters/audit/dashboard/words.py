"""The words of the page, by the keys that its scripts use; each in all languages."""

from checker.messages import LANGUAGES, Sentences
from checker_reporters.audit.dashboard.chunks import Json

_ = Sentences(__package__)

_FRAME = {
    "title": _("Audit of the reports for {year}"),
    "skip": _("To the content"),
    "parts": _("Parts of the audit"),
    "overview": _("Overview"),
    "bodies": _("Bodies"),
    "findings": _("Findings"),
    "sums": _("Sums of tables"),
    "strays": _("Files not assigned"),
    "key-search": _("search"),
    "key-open": _("open"),
    "key-close": _("close"),
    "key-step": _("previous or next body"),
    "made-by": _("Made by checker; works without a network"),
    "not-loaded": _(
        "The file {file} of this dashboard is missing or damaged; write the dashboard again"
    ),
}

_LISTS = {
    "search-bodies": _("Search by name"),
    "search-findings": _("Search findings and bodies"),
    "search-strays": _("Search files"),
    "searching": _("Searching: {done} of {all}"),
    "all": _("All"),
    "filters": _("Filter and sort"),
    "filters-set": _("Filter and sort ({count})"),
    "clear": _("Clear the filters"),
    "sort-by": _("Sort by"),
    "worst-first": _("Worst first"),
    "rows-shown": _("{first}–{last} of {count} (of {all} in all)"),
    "rows-all": _("{first}–{last} of {count}"),
    "none-match": _("Nothing matches the filters"),
    "no-bodies": _("The audit has no bodies"),
    "no-strays": _("Every file was assigned to a body"),
    "pages": _("Pages"),
    "first-page": _("First page"),
    "previous-page": _("Previous page"),
    "next-page": _("Next page"),
    "last-page": _("Last page"),
    "page-of": _("Page {page} of {last}"),
    "rows-a-page": _("Rows a page"),
    "more": _("Show more ({count} left)"),
}

_COLUMNS = {
    "body": _("Body"),
    "kind": _("Kind"),
    "parent": _("Superior body"),
    "verdict": _("Verdict"),
    "arrival": _("Filing"),
    "severity": _("Gravity"),
    "category": _("Category"),
    "rule": _("Rule"),
    "has-rule": _("Has findings of"),
    "place": _("Place"),
    "message": _("What is wrong"),
    "outcome": _("Outcome"),
    "found-in": _("Scope"),
    "within": _("within the report"),
    "across": _("across filings"),
    "file": _("File"),
    "why": _("Why"),
    "reason": _("Reason"),
    "whose": _("May belong to"),
    "most-alike": _("most alike:"),
    "chart": _("Chart"),
    "change": _("Change"),
}

_JUDGEMENTS = {
    "arrival-filed": _("Filed in time"),
    "arrival-late": _("Filed late"),
    "arrival-missing": _("Nothing filed"),
    "arrival-unread": _("Not readable"),
    "verdict-conforms": _("Conforms"),
    "verdict-fails": _("Does not conform"),
    "verdict-unread": _("Could not be judged"),
    "verdict-missing": _("Nothing filed"),
    "error": _("Error"),
    "warning": _("Warning"),
    "info": _("Hint"),
    "many-error": _("Errors"),
    "many-warning": _("Warnings"),
    "many-info": _("Hints"),
    "many-review": _("To be checked"),
    "means-error": _("must be corrected"),
    "means-warning": _("should be corrected"),
    "means-info": _("worth a look"),
    "means-review": _("a person must decide"),
    "count-error": _("errors: {count}"),
    "count-warning": _("warnings: {count}"),
    "count-info": _("hints: {count}"),
    "count-review": _("to be checked by you: {count}"),
    "count-waived": _("accepted or known: {count}"),
    "outcome-f": _("Fails"),
    "outcome-r": _("Please check"),
    "outcome-a": _("Accepted"),
    "known": _("Known"),
    "completeness": _("Completeness"),
    "accuracy": _("Accuracy"),
    "timeliness": _("Timeliness"),
    "originality": _("Originality"),
    "form": _("Form"),
    "safety": _("Safety"),
}

_OVERVIEW = {
    "who-filed": _("Who filed"),
    "of-bodies": _("Bodies that must file: {count}"),
    "who-conforms": _("Who conforms"),
    "conforms-means-error": _("A body conforms if it has no error"),
    "conforms-means-warning": _("A body conforms if it has neither error nor warning"),
    "conforms-means-info": _("A body conforms if nothing was found"),
    "conforms-means-never": _("A body conforms if it could be judged"),
    "by-rule": _("Findings by rule"),
    "by-rule-about": _("Most frequent first; each leads to its findings"),
    "by-category": _("Findings by category"),
    "by-parent": _("By superior body"),
    "by-kind": _("By kind of body"),
    "year-on-year": _("This year and last year"),
    "compared-bodies": _("Findings within the reports of the {count} bodies that filed in both years"),
    "no-year-before": _("The audit has no reports of the year before"),
    "rules-most-changed": _("Rules that changed most"),
    "nothing-found": _("Nothing was found"),
    "submissions": _("Files"),
    "submissions-about": _("Every file that was handed in is accounted for"),
    "walked": _("walked through"),
    "state-ok": _("read"),
    "state-partial": _("read in part"),
    "state-error": _("not readable"),
    "state-failed": _("broke off"),
    "state-unreached": _("not reached"),
    "sum-holds": _("The sum holds"),
    "sum-broken": _("The sum does not hold: do not rely on this audit"),
    "strays-wait": _("Files that belong to no body: {count}"),
    "judged-by": _("Judged by {title} ({id})"),
}

_BODY = {
    "back-overview": _("Overview"),
    "back-bodies": _("Bodies"),
    "back-findings": _("Findings"),
    "back-sums": _("Sums of tables"),
    "back-strays": _("Files not assigned"),
    "previous": _("Previous"),
    "next": _("Next"),
    "place-of": _("{place} of {count}"),
    "no-such-body": _("The audit has no such body"),
    "deadline": _("Deadline"),
    "submitted": _("Filed on"),
    "days-late": _("{count} days late"),
    "contact": _("Contact"),
    "aliases": _("Also called"),
    "children": _("Subordinate bodies"),
    "children-count": _("{count} bodies"),
    "page-count": _("{count} pages"),
    "of-year": _("for {year}"),
    "nothing-filed": _("Nothing was filed for the year"),
    "found": _("found"),
    "expected": _("expected"),
    "advice": _("what to do"),
    "filing": _("filing"),
    "compared-with": _("compared with"),
    "not-judged": _("Could not be judged"),
    "unread-part": _("not readable"),
    "no-reason": _("no reason given"),
    "notes": _("Notes of the reader"),
    "page": _("page {page}"),
    "tables": _("Tables, this year and last year"),
    "others": _("Other files for the year"),
    "before": _("Files for the year before"),
    "show-findings": _("Show findings ({count})"),
}

_TABLES = {
    "see-finding": _("Go to finding {number}"),
    "cases": _("Number"),
    "no-table": _("There is no table to show"),
    "table-now": _("This year: {reason}"),
    "table-then": _("Last year: {reason}"),
    "legend-now": _("{year}, as filed"),
    "legend-then": _("{year}, and the change"),
    "legend-zero": _("alone: 0 in both years"),
    "legend-absent": _("the table lacks this cell"),
    "sums-of": _("{year}: {count} filings · {last}: {before} filings"),
    "sums-about": _(
        "Bodies whose reports cover their subordinate bodies are counted beside these: choose a kind of body"
    ),
}

_STRAYS = {
    "stray-unmatched": _("No such body"),
    "stray-contested": _("Several bodies"),
    "stray-other-year": _("Other year"),
    "stray-other-kind": _("Other kind of document"),
    "stray-unread": _("Not readable"),
}

WORDS = _FRAME | _LISTS | _COLUMNS | _JUDGEMENTS | _OVERVIEW | _BODY | _TABLES | _STRAYS


def words() -> Json:
    """List all words; their places stand in braces."""
    return {
        key: {language: word.template(language) for language in LANGUAGES} for key, word in WORDS.items()
    }
