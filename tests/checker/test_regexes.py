import re

import pytest

from checker import regex


def test_a_regex_does_what_the_compiled_one_does() -> None:
    lazy, compiled = regex(r"(?P<n>\d+) (\w)", re.IGNORECASE), re.compile(r"(?P<n>\d+) (\w)", re.IGNORECASE)
    found, wanted = lazy.search("of 12 A"), compiled.search("of 12 A")
    assert found is not None
    assert wanted is not None
    assert found.groups() == wanted.groups()
    assert (lazy.pattern, lazy.flags, lazy.groups) == (compiled.pattern, compiled.flags, compiled.groups)
    assert lazy.groupindex == compiled.groupindex
    assert lazy.sub("", "of 12 A 3 b!") == "of  !"


def test_a_regex_is_compiled_when_it_is_first_used() -> None:
    wrong = regex("(")
    assert wrong.pattern == "("
    with pytest.raises(re.error):
        wrong.match("")
