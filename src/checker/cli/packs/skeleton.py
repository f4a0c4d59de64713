"""The text of a new pack: entries to use and, commented out, what else may be written."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from checker.lazy_dataclasses import dataclass
from checker.messages import Message, Messages
from checker.packs.proposals import Proposal, ProposedLabel, ProposedTable

_ = Messages(__package__)

Render = Callable[[Message], str]


@dataclass(frozen=True, slots=True)
class RuleText:
    """A rule to be written: its check, what it requires, and its options as YAML."""

    id: str
    check: str
    requirement: str
    category: str
    options: tuple[tuple[str, str], ...] = ()
    severity: str = "error"

    def lines(self, clause: str) -> Iterator[str]:
        """Iterate over the lines of the rule in YAML."""
        yield f"{self.id}:"
        yield f"  check: {self.check}"
        yield f"  clause: {clause}"
        yield f"  requirement: {quoted(self.requirement)}"
        yield f"  category: {self.category}"
        yield f"  severity: {self.severity}"
        yield from (f"  {name}: {value}" for name, value in self.options)


def rules_of(proposal: Proposal, render: Render) -> tuple[RuleText, ...]:
    """List the rules that a proposal suggests."""
    rules = [
        RuleText("title", "document-title", render(_("The document bears this title.")), "form"),
        RuleText("sections", "required-sections", render(_("No section may be left out.")), "completeness"),
    ]
    for table in proposal.tables:
        about = (("table", table.id),)
        shape, cells = _("The table has these columns and rows."), _("Every cell is filled in.")
        rules.append(RuleText(f"{table.id}-form", "table-shape", render(shape), "completeness", about))
        rules.append(RuleText(f"{table.id}-cells", "table-cells", render(cells), "completeness", about))
    left = _("Nothing is left to be filled in.")
    rules.append(RuleText("leftovers", "leftovers", render(left), "safety", severity="warning"))
    if not proposal.title:
        rules = rules[1:]
    return tuple(rules if proposal.sections else (rule for rule in rules if rule.id != "sections"))


def blank_proposal(language: str, render: Render) -> Proposal:
    """Return what a pack to be filled in prescribes."""
    first, second = render(_("Summary")), render(_("Figures"))
    columns = (ProposedLabel("planned", render(_("Planned"))), ProposedLabel("actual", render(_("Actual"))))
    rows = tuple(
        ProposedLabel(key, render(label))
        for key, label in (("income", _("Income")), ("costs", _("Costs")), ("result", _("Result")))
    )
    table = ProposedTable("figures", second, render(_("Item")), columns, rows)
    return Proposal(language, render(_("Title of the document")), (first, second), (table,))


def blank_extras(render: Render) -> tuple[RuleText, ...]:
    """List rules that a pack to be filled in shows, commented out."""
    sums = (("table", "figures"), ("per", "column"), ("relations", "[result == income - costs]"))
    statement = render(_("There were no complaints."))
    statement_options = (
        ("section", quoted(render(_("Summary")))),
        ("statement", quoted(render(_("complaints")))),
        ("patterns", f"[{quoted(render(_('complaints')))}]"),
        ("example", quoted(statement)),
    )
    return (
        RuleText(
            "figures-sums",
            "table-arithmetic",
            render(_("The result is income less costs.")),
            "accuracy",
            sums,
        ),
        RuleText(
            "complaints",
            "required-statement",
            render(_("Complaints are reported.")),
            "completeness",
            statement_options,
        ),
        RuleText(
            "contact",
            "contact-info",
            render(_("An address and a telephone number are given.")),
            "completeness",
        ),
    )


def pack_lines(
    proposal: Proposal,
    rules: Sequence[RuleText],
    commented: Mapping[str, str],
    render: Render,
    extras: Sequence[RuleText] = (),
) -> Iterator[str]:
    """Iterate over the lines of a pack; `commented` maps rules and tables that are only comments to the reasons."""
    yield f"# {render(_('Fill in what is yours, and drop what you do not need.'))}"
    yield f"# {render(_('What may be written: checker checks. Mistakes: checker packs lint FILE.'))}"
    yield f"title: {quoted(proposal.title or render(_('Name of this pack')))}"
    yield f"language: {proposal.language}"
    basis = quoted(render(_("Name of the source of these rules")))
    yield f"basis: {basis}  # {render(_('stands for {basis} in the texts of rules', basis='{basis}'))}"
    yield f"# years: {{from: 2026}}  # {render(_('the report years to which the pack applies'))}"
    yield f"# period: quarter  # {render(_('how often documents are due; without it once a calendar year'))}"
    if proposal.title:
        yield f"titles: [{quoted(proposal.title)}]  # {render(_('accepted wordings, the prescribed one first'))}"
    if proposal.sections:
        yield ""
        yield "sections:"
        yield from (f"  - {quoted(section)}" for section in proposal.sections)
    if proposal.tables:
        yield ""
        used = [table for table in proposal.tables if table.id not in commented]
        yield "tables:" if used else "# tables:"
        for table in proposal.tables:
            lines = _table(table, render)
            if table.id in commented:
                yield f"  # {render(_('not understood: {reason}', reason=commented[table.id]))}"
                lines = (f"# {line}" for line in lines)
            yield from (f"  {line}" for line in lines)
    for section in proposal.others:
        yield f"  # {render(_('a table in “{section}” is not proposed: its layout is not understood', section=section))}"
    yield ""
    yield "rules:"
    for number, rule in enumerate(rules, start=1):
        lines = rule.lines(f'"{{basis}}, {number}"')
        if rule.id in commented:
            yield f"  # {render(_('the example does not conform: {reason}', reason=commented[rule.id]))}"
            lines = (f"# {line}" for line in lines)
        yield from (f"  {line}" for line in lines)
    for number, rule in enumerate(extras, start=len(rules) + 1):
        yield from (f"  # {line}" for line in rule.lines(f'"{{basis}}, {number}"'))


def _table(table: ProposedTable, render: Render) -> Iterator[str]:
    yield f"{table.id}:"
    yield f"  section: {quoted(table.section)}"
    if table.stub:
        yield f"  stub: {quoted(table.stub)}"
    yield "  columns:"
    yield from (f"    {line}" for column in table.columns for line in _label(column, "columns"))
    yield "  rows:"
    yield from (f"    {line}" for row in table.rows for line in _label(row, "rows"))
    if table.repeats:
        yield f"    each: {{any: true, at_least: 1}}  # {render(_('any number of rows'))}"


def _label(label: ProposedLabel, kind: str) -> Iterator[str]:
    if not label.children:
        typed = f"{{label: {quoted(label.text)}, type: {label.type}}}"
        yield f"{label.key}: {typed if label.type else quoted(label.text)}"
        return
    yield f"{label.key}:"
    yield f"  label: {quoted(label.text)}"
    yield f"  {kind}:"
    yield from (f"    {line}" for child in label.children for line in _label(child, kind))


def quoted(text: str) -> str:
    """Write a text in quotes, which no sign in it can end."""
    return "'" + text.replace("'", "''") + "'"
