"""The words of the page, by the keys in its scripts, in all languages."""

from checker import LANGUAGES, Messages
from checker_reporters.audit import words as code_words
from checker_reporters.audit.dashboard.chunks import Json

_ = Messages(__package__)

_FRAME = {
    "title": _("Audit of the reports for {year}"),
    "skip": _("Skip to content"),
    "parts": _("Sections of the audit"),
    "overview": _("overview"),
    "bodies": _("bodies"),
    "findings": _("findings"),
    "sums": _("sums of tables"),
    "rounds": _("rounds"),
    "compare": _("comparison"),
    "trends": _("trends"),
    "similar": _("similar texts"),
    "unmatched": _("unassigned files"),
    "made-by": _("Made by checker; works offline"),
    "not-loaded": _("The file {file} of this dashboard is missing or damaged; create the dashboard again"),
}

_LISTS = {
    "search-bodies": _("Search by name"),
    "search-findings": _("Search findings and bodies"),
    "search-unmatched": _("Search files"),
    "searching": _("Searching: {done} of {all}"),
    "all": _("All"),
    "filters": _("Filter and sort"),
    "filters-set": _("Filter and sort ({count})"),
    "clear": _("Clear filters"),
    "sort-by": _("Sort by"),
    "worst-first": _("Worst first"),
    "rows-shown": _("{first}–{last} of {count} (of {all} in all)"),
    "rows-all": _("{first}–{last} of {count}"),
    "none-match": _("No entry matches the filters"),
    "no-bodies": _("This audit covers no bodies"),
    "no-unmatched": _("Every file was assigned to a body"),
    "pages": _("Pages"),
    "first-page": _("First page"),
    "previous-page": _("Previous page"),
    "next-page": _("Next page"),
    "last-page": _("Last page"),
    "page-of": _("Page {page} of {last}"),
    "rows-a-page": _("Rows per page"),
    "more": _("Show more ({count} left)"),
}

_COLUMNS = {
    "body": _("body"),
    "kind": _("Kind"),
    "parent": _("superior body"),
    "verdict": _("verdict"),
    "arrival": _("filing status"),
    "severity": _("severity"),
    "category": _("category"),
    "rule": _("rule"),
    "has-rule": _("With findings of rule"),
    "place": _("place"),
    "message": _("what is wrong"),
    "outcome": _("outcome"),
    "found-in": _("Scope"),
    "file": _("file"),
    "cause": _("Cause"),
    "reason": _("reason"),
    "possible-bodies": _("may belong to"),
    "chart": _("Chart"),
    "change": _("Change"),
}

_JUDGEMENTS = {
    "arrival-unclear-about": _("No file is assigned to the body; one that nobody could read may be its own"),
    "many-error": _("errors"),
    "many-warning": _("warnings"),
    "many-info": _("hints"),
    "many-review": _("to review"),
    "outcome-f": _("Failed"),
    "outcome-r": _("please check"),
    "outcome-a": _("accepted"),
    "known": _("known"),
}

_OVERVIEW = {
    "filing-status": _("filing status"),
    "of-bodies": _("Bodies that must file: {count}"),
    "conformity": _("Conformity"),
    "conforms-means-error": _("A body conforms if it has no errors"),
    "conforms-means-warning": _("A body conforms if it has no errors and no warnings"),
    "conforms-means-info": _("A body conforms if it has no findings"),
    "conforms-means-never": _("A body conforms if it could be judged"),
    "by-rule": _("findings by rule"),
    "by-rule-about": _("Most frequent first; select a rule to see its findings"),
    "by-category": _("findings by category"),
    "by-parent": _("By superior body"),
    "by-kind": _("By kind of body"),
    "year-on-year": _("This year and last year"),
    "compared-bodies": _("Findings within the reports of the {count} bodies that filed in both years"),
    "no-year-before": _("This audit has no reports for the previous year"),
    "rules-most-changed": _("Rules that changed most"),
    "nothing-found": _("No findings"),
    "submissions": _("Files"),
    "submissions-about": _("Every submitted file is counted once"),
    "counts-match": _("the counts add up"),
    "counts-differ": _("the counts do not add up: do not rely on this audit"),
    "unmatched-count": _("Files not assigned to a body: {count}"),
    "checked-against": _("Checked against {title} ({id})"),
}

_BODY = {
    "back-overview": _("overview"),
    "back-bodies": _("bodies"),
    "back-findings": _("findings"),
    "back-sums": _("sums of tables"),
    "back-unmatched": _("unassigned files"),
    "previous": _("Previous"),
    "next": _("Next"),
    "place-of": _("{place} of {count}"),
    "back-rounds": _("rounds"),
    "back-compare": _("comparison"),
    "back-trends": _("trends"),
    "back-similar": _("similar texts"),
    "history": _("History"),
    "decided": _("decided"),
    "open-page": _("Open the file at page {page}"),
    "open-file": _("Open the file"),
    "no-such-body": _("This audit does not cover this body"),
    "deadline": _("deadline"),
    "submitted": _("filed on"),
    "days-late": _("{count} days late"),
    "contact": _("contact"),
    "aliases": _("also called"),
    "children": _("Subordinate bodies"),
    "children-count": _("{count} bodies"),
    "page-count": _("{count} pages"),
    "nothing-filed": _("Nothing was filed for the year"),
    "not-judged": _("could not be judged"),
    "notes": _("Reading notes"),
    "tables": _("Tables, this year and last year"),
    "others": _("Other files for the year"),
    "elsewhere": _("Files of other years and kinds"),
    "before": _("Files for the previous year"),
    "show-findings": _("Show findings ({count})"),
    "decide": _("Decide"),
    "decision": _("decision"),
    "decision-false-alarm": _("false alarm"),
    "decision-accepted": _("accepted"),
    "decision-returned": _("returned"),
    "decided-by": _("decided by"),
    "valid-until": _("valid until"),
    "no-decision": _("none yet"),
    "download-decisions": _("Download decisions ({count})"),
}

_TABLES = {
    "see-finding": _("Go to finding {number}"),
    "cases": _("Number"),
    "no-table": _("No table to show"),
    "table-now": _("This year: {reason}"),
    "table-then": _("Last year: {reason}"),
    "legend-now": _("{year}, as filed"),
    "legend-then": _("{year}, with the change"),
    "sums-of": _("{year}: {count} filings · {last}: {before} filings"),
    "sums-about": _(
        "If a report includes the figures of subordinate bodies, they are counted twice: choose a kind of body"
    ),
}

_ROUNDS = {
    "rounds-about": _(
        "What became of the findings of run {number} ({day}); gone findings count as corrected only if they could be judged"
    ),
    "no-rounds": _("This is the first audit of the period in its store"),
    "compared-with-run": _("Compared with"),
    "run-of": _("run {number} of {day}"),
    "run": _("run"),
    "runs": _("Runs for the period"),
    "day": _("day"),
    "by-body": _("By body"),
    "changed-findings": _("Changed findings"),
    "change-new": _("new"),
    "change-corrected": _("corrected"),
    "change-open": _("still open"),
    "change-worse": _("worse"),
    "change-decided": _("decided"),
    "change-unknown": _("could not be judged"),
}

_GROUPS = {
    "compare-about": _(
        "Shares of bodies, findings per filing, and totals and rates of the filings that count; select a heading to sort"
    ),
    "compare-by": _("Compare by"),
    "group": _("group"),
    "errors-each": _("errors per filing"),
    "warnings-each": _("warnings per filing"),
    "all-totals": _("All totals"),
    "all-totals-about": _(
        "The sum of each prescribed cell over the reports that count; cells that are always 0 are left out"
    ),
    "row": _("Row"),
    "column": _("Column"),
    "trends-about": _("The last audit of each period, at most five periods: {count}"),
    "number": _("figure"),
    "period": _("period"),
    "progress": _("Progress towards the deadline"),
    "progress-about": _("filed with a known day: {count} of {all}"),
    "due-on": _("due on {day}: {count}, filed by then: {filed}"),
    "undated": _("filed on an unknown day: {count}"),
    "filed-then": _("filed on the day"),
    "filed-so-far": _("filed"),
    "share": _("share"),
    "similar-head": _("has the text of"),
    "similar-about": _(
        "Each row says how much of the text of a body is in that of another one; groups: {count}"
    ),
    "similar-group": _("Bodies with similar texts: {count}"),
    "none-similar": _("No texts of different bodies are similar"),
}

_CODES = {
    **{f"arrival-{code}": word for code, word in code_words.ARRIVALS.items()},
    **{f"verdict-{code}": word for code, word in code_words.BODY_VERDICTS.items()},
    **{f"unmatched-{code}": word for code, word in code_words.UNMATCHED_CODES.items()},
    **code_words.SEVERITIES,
    **code_words.CATEGORIES,
    "arrival-unclear": _("not certain whether filed"),
    "arrival-filed-any": _("filed"),
}

_INLINE = {
    **{f"state-{code}": word for code, word in code_words.STATES.items()},
    "key-search": _("search"),
    "key-open": _("open"),
    "key-close": _("close"),
    "key-step": _("previous or next body"),
    "within": _("within one filing"),
    "across": _("between filings"),
    "most-similar": _("most similar:"),
    "means-error": _("must be corrected"),
    "means-warning": _("should be corrected"),
    "means-info": _("for information"),
    "means-review": _("needs human review"),
    "count-error": _("errors: {count}"),
    "count-warning": _("warnings: {count}"),
    "count-info": _("hints: {count}"),
    "count-review": _("to review: {count}"),
    "count-waived": _("accepted or known: {count}"),
    "too-few": _("too few ({count})"),
    "base": _("of {count}"),
    "all-files": _("files in total"),
    "found": _("found"),
    "expected": _("expected"),
    "advice": _("what to do"),
    "filing": _("filing"),
    "compared-with": _("compared with"),
    "unread-part": _("not readable"),
    "no-reason": _("no reason given"),
    "page": _("page {page}"),
    "of-year": _("for {year}"),
    "legend-zero": _("zero in both years"),
    "legend-absent": _("cell missing from the table"),
}

_LABELS = _FRAME | _LISTS | _COLUMNS | _JUDGEMENTS | _OVERVIEW | _BODY | _TABLES | _ROUNDS | _GROUPS | _CODES
WORDS = _LABELS | _INLINE


def words() -> Json:
    """List the words by key and language; their placeholders are in braces, and labels begin with a capital."""
    return {
        key: {language: _word(key, word.template(language)) for language in LANGUAGES}
        for key, word in WORDS.items()
    }


def _word(key: str, text: str) -> str:
    return text if key in _INLINE else text[:1].upper() + text[1:]
