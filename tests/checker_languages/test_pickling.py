"""Languages are sent to other processes with the packs that use them."""

import pickle

import pytest

from tests.support.languages import LANGUAGES


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_a_language_can_be_sent_to_another_process(code: str) -> None:
    language = LANGUAGES[code]
    again = pickle.loads(pickle.dumps(language))  # noqa: S301  # its own
    assert again.code == code
    assert all(again.counters[name](3) == write(3) for name, write in language.counters.items())
