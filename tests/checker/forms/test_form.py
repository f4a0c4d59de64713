"""The form of a period, and what filings of that period share."""

import pickle

from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.forms.table_specs import Band, Label, TableSpec
from checker.periods import calendar_year
from checker.testing import document

FORM = Form(tables=(TableSpec("cases", "", (Band((Label("now", "{year}"),), (Label("all", "All"),)),)),))


def test_the_form_of_a_period_has_its_years_in_its_labels() -> None:
    texts = [
        FORM.in_period(calendar_year(year)).tables[0].columns["now"][-1].text for year in (2023, 2024, 2023)
    ]
    assert texts == ["2023", "2024", "2023"]
    assert FORM.in_period(None) is FORM


def test_filings_of_a_period_share_what_was_made_of_its_form() -> None:
    made: list[Form] = []

    def count(form: Form, more: int) -> int:
        made.append(form)
        return len(form.tables) + more

    results = [FORM.in_period(calendar_year(2024)).once(count, more) for more in (1, 1, 2)]
    assert results == [2, 2, 3]
    assert len(made) == 2


def test_forms_of_few_periods_are_kept() -> None:
    first = FORM.in_period(calendar_year(1900))
    for year in range(1901, 2000):
        FORM.in_period(calendar_year(year))
    again = FORM.in_period(calendar_year(1900))
    assert again == first
    assert again is not first


def test_a_form_that_was_judged_by_can_be_sent_to_another_process() -> None:
    printed, form = document([["", "2024"], ["All", "1"]]), FORM.in_period(calendar_year(2024))
    bound = Filing(printed, form).tables["cases"].cells.keys()
    sent: Form = pickle.loads(pickle.dumps(form))  # noqa: S301  # made here
    assert bound
    assert Filing(printed, sent).tables["cases"].cells.keys() == bound
