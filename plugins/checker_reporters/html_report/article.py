"""What is said about corrections below their place in the document: what is wrong, figures, the clauses folded."""

from collections import Counter
from collections.abc import Container, Iterator, Sequence

from checker import Message, Side, Urgency, Working
from checker_reporters.changes import Change
from checker_reporters.correction_lines import MANY
from checker_reporters.correction_text import BLANK, sum_of
from checker_reporters.html_report import words
from checker_reporters.html_report.correction_view import CorrectionView
from checker_reporters.html_report.markup import Content, Html, element

_MOST = 12  # statements of one correction
_IN_FULL = 12  # corrections with the same reason before the rest are folded


def articles(views: Sequence[CorrectionView], heading: str, *, shown: Container[str]) -> Iterator[Html]:
    """Write the corrections of one block; those that are shown above and have the same reason are one article."""
    kinds = Counter(map(_kind, views))
    alike: dict[object, list[CorrectionView]] = {}
    for view in views:
        many = kinds[_kind(view)] > MANY
        key = _shared_reason(view, many=many) if view.id in shown else view.id
        alike.setdefault(key, []).append(view)
    for same in alike.values():
        if len(same) == 1:
            yield article(same[0], heading, shown=same[0].id in shown)
        else:
            yield _together(same, heading)


def _kind(view: CorrectionView) -> tuple[Urgency, tuple[tuple[str, str], ...]]:
    findings = view.correction.findings
    return view.correction.urgency, tuple((finding.rule.id, finding.problem.code) for finding in findings)


def _shared_reason(view: CorrectionView, *, many: bool) -> object:
    """Return what corrections have in common that can be explained together; sums only where there are `many`."""
    if many:
        return _kind(view)
    if any(statement.working is not None for statement in view.statements):
        return view.id
    return *_kind(view), view.advice


def article(view: CorrectionView, heading: str, *, shown: bool = False) -> Html:
    """Write all findings of a correction; what it changes is left out where it is `shown` above."""
    place = view.place[1]
    return element(
        "article",
        element(heading, element("span", str(view.correction.number), class_="n"), " ", _headline(view)),
        element("p", _urgency(view), " ", place, class_="at"),
        None if shown else _change(view),
        *_statements(view),
        (element("p", text) for text in view.advice),
        _folded([view]),
        class_=f"f {view.correction.urgency}",
        id=view.id,
    )


def _together(views: Sequence[CorrectionView], heading: str) -> Html:
    """Write corrections with the same reason, one in a line."""
    first = views[0]
    advice = first.advice if len({view.advice for view in views}) == 1 else ()
    title = _name(first) or " ".join(advice) or first.messages[0]
    lines = [_line(view, advice=() if advice else view.advice) for view in views]
    rest = lines[_IN_FULL:]
    more = element("summary", _word(first, words.FURTHER, count=len(rest)))
    return element(
        "article",
        element(heading, title),
        element("p", _urgency(first), class_="at"),
        element("ul", lines[:_IN_FULL], class_="alike"),
        element("details", more, element("ul", rest, class_="alike")) if rest else None,
        (element("p", text) for text in advice if text != title),
        _folded(views),
        class_=f"f {first.correction.urgency}",
    )


def _line(view: CorrectionView, *, advice: Sequence[str]) -> Html:
    """Write a correction in one line: its sum in figures, else what is wrong."""
    is_sum = any(statement.working is not None for statement in view.statements)
    return element(
        "li",
        element("span", str(view.correction.number), class_="n"),
        " ",
        _statements(view) if is_sum else "; ".join(view.messages),
        " ",
        element("span", view.place[1], class_="at"),
        (element("small", text) for text in advice),
        id=view.id,
    )


def _name(view: CorrectionView) -> str:
    """Return the short name of the rule, where it has one."""
    return view.wording.render(view.correction.findings[0].rule.name)


def _urgency(view: CorrectionView) -> Html:
    return element("span", view.wording.render(words.URGENCIES[view.correction.urgency]), class_="tag")


# --- what is wrong ---


def _headline(view: CorrectionView) -> str:
    """Say in a few words what is wrong: of a sum that is written out below, only what it should be."""
    working, problem = view.statements[0].working, view.correction.problem
    if working is None:
        return view.messages[0]
    if problem.target and view.found and view.expected:
        return _word(view, words.SHOULD_BE, found=view.found, expected=view.expected)
    single, other = sum_of(working)
    if single is not None and not single.label:
        return _word(view, words.TEXT_SAYS, found=single.value, sum=other.value)
    if single is not None:
        return _word(view, words.PARTS_MAKE, label=single.label, found=single.value, sum=other.value)
    left, right = working.left.value, working.right.value
    return _word(view, words.SIDES_DIFFER, left=left, sign=working.sign, right=right)


def _statements(view: CorrectionView) -> Iterator[Html]:
    """Write the sums in figures, and everything else but the first message in words."""
    several = sum(statement.working is not None for statement in view.statements) > 1
    for number, statement in enumerate(view.statements[:_MOST]):
        if statement.working is not None:
            yield _equation(view, statement.working, several=several)
        elif number:
            yield element("p", view.wording.render(statement.message))
    if (left := len(view.statements) - _MOST) > 0:
        yield element("p", _word(view, words.SAME_CAUSE, count=left))


def _equation(view: CorrectionView, working: Working, *, several: bool) -> Html:
    """Write a sum and what was found in its place, or how two sides compare."""
    place = element("small", view.wording.render(working.place), lang=view.quoted) if several else None
    single, other = sum_of(working)
    if single is None:
        left, right = _side(view, working.left), _side(view, working.right)
        return element("p", place, element("span", left, f" {working.sign} ", right), class_="eq")
    found = element("b", _word(view, words.FOUND_FIGURE, figure=single.value))
    label = element("span", view.wording.render(single.label), lang=view.quoted) if single.label else None
    return element("p", place, element("span", _side(view, other)), label, " ", found, class_="eq")


def _side(view: CorrectionView, side: Side) -> Content:
    terms, value = view.wording.render(side.terms), element("b", view.wording.render(side.value))
    return value if side.terms == side.value else (f"{terms} = ", value)


# --- what it changes ---


def _change(view: CorrectionView) -> Html | None:
    """Write what a correction changes, where no excerpt shows it."""
    if not view.changes and not view.is_blank:
        return _values(view)
    shown: list[Content] = []
    for one in view.changes or (Change("", view.expected),):
        if not one.is_change:
            shown.append(one.old)
            continue
        blank = element("span", view.wording.render(BLANK), class_="blank") if view.is_blank else ""
        old = element("del", one.old) if one.old else blank
        new = element("ins", one.new) if one.new else None
        shown.append(element("mark", old, new))
    return element("blockquote", *shown, class_="cell" if view.is_cell else None, lang=view.quoted)


def _values(view: CorrectionView) -> Html | None:
    """Write what was found and what is expected as they are."""
    labels = (
        (words.FOUND, view.found, view.quoted),
        (words.EXPECTED, view.expected, view.expected_language),
    )
    terms = [
        (element("dt", view.wording.render(label)), element("dd", text, lang=language))
        for label, text, language in labels
        if text
    ]
    return element("dl", terms, class_="values") if terms else None


# --- clauses ---


def _folded(views: Sequence[CorrectionView]) -> tuple[Html, Html]:
    """Write clauses and requirements folded, and as a line for paper, on which nothing can be unfolded."""
    wording, quoted = views[0].wording, views[0].quoted
    findings = (finding for view in views for finding in view.correction.findings)
    clauses = dict.fromkeys(pair for finding in findings for pair in wording.basis(finding.rule))
    line = element("p", " · ".join(map(wording.colon.join, clauses)), class_="basis", lang=quoted)
    terms = ((element("dt", label), element("dd", text, lang=quoted)) for label, text in clauses)
    content = element("dl", terms, *(_terms(view) for view in views))
    return line, element("details", element("summary", wording.render(words.BASIS)), content)


def _terms(view: CorrectionView) -> Iterator[Content]:
    for statement in (one for one in view.statements[:_MOST] if one.working is not None):
        message = view.wording.render(statement.message)
        yield element("dt", view.wording.render(words.IN_WORDS)), element("dd", message)
    for finding, fingerprint in zip(view.correction.findings, view.correction.fingerprints, strict=True):
        yield element("dt", view.wording.render(words.RULE))
        rule = element("code", view.wording.render(f"{finding.rule.id} ({finding.problem.code})"))
        name = view.wording.render(finding.rule.name)
        label = view.wording.render(words.FINGERPRINT)
        yield element("dd", name and f"{name} ", rule, f" {label} ", element("code", fingerprint))


def _word(view: CorrectionView, message: Message, **values: object) -> str:
    return view.wording.render(message.with_values(**values))
