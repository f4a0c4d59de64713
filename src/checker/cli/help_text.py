"""The words of help and usage errors in another language than English, which click alone speaks."""

import re
from collections.abc import Iterable, Iterator, Sequence

import click

from checker.messages import Message, Messages, translated
from checker.regexes import regex
from checker.terminal import pad, width, wrap

_ = Messages(__package__)

_KEPT = "\b"  # begins a paragraph that click does not fill
_TERM = 30  # columns of the longest term that shares a line with its text
_OF_CLICK = {
    "Options": _("Options"),
    "Commands": _("Commands"),
    "Show this message and exit.": _("Show this message and exit."),
    "Show the version and exit.": _("Show the version and exit."),
}
_OF_USAGE = {
    "OPTIONS": _("OPTIONS"),
    "COMMAND": _("COMMAND"),
    "ARGS": _("ARGUMENTS"),
    "FILE": _("FILE"),
    "PATH": _("PATH"),
    "NAME": _("NAME"),
    "DIR": _("DIRECTORY"),
}
_WORD_OF_USAGE = regex(r"\b[A-Z]+\b")
_EXTRA = regex(r"  \[(default: |)([^\[\]]*)\]$")
# click's own sentences, and what they are made of
_SENTENCES: tuple[tuple[str, Message], ...] = (
    (
        r"No such option:? '?(?P<name>[^' ]+?)'?\.? \(.*?(?P<close>['-].*?)\??\)",
        _("there is no option {name}; did you mean {close}?"),
    ),
    (r"No such option:? '?(?P<name>[^' ]+?)'?\.?( .*)?", _("there is no option {name}")),
    (
        r"No such command '(?P<name>.*)'\. Did you mean '(?P<close>.*)'\?",
        _("there is no command “{name}”; did you mean “{close}”?"),
    ),
    (r"No such command '(?P<name>.*)'\.", _("there is no command “{name}”")),
    (r"Missing argument '(?P<name>.*)'\..*", _("the argument {name} is missing")),
    (r"Missing option '(?P<name>.*)'\..*", _("the option {name} is missing")),
    (r"Missing command\.", _("the command is missing")),
    (r"Option '(?P<name>.*)' requires (an argument|\d+ arguments)\.", _("the option {name} needs a value")),
    (r"Option '(?P<name>.*)' does not take a value\.", _("the option {name} takes no value")),
    (r"Got unexpected extra arguments? \((?P<name>.*)\)", _("unexpected: {name}")),
    (
        r"Invalid value for '(?P<name>.*?)': (?P<value>.*) is not one of (?P<known>.*)\.",
        _("{value} is no value of {name}; there are {known}"),
    ),
    (
        r"Invalid value for '(?P<name>.*?)': (?P<value>.*) is not in the range (?P<known>.*)\.",
        _("{name}: {value} is not in the range {known}"),
    ),
    (
        r"Invalid value for '(?P<name>.*?)': (?P<value>.*) is not a valid .*\.",
        _("{name}: {value} is not a number"),
    ),
    (
        r"Invalid value for '(?P<name>.*?)': (?P<value>.*) does not match the formats? (?P<known>.*)\.",
        _("{name}: {value} is not a day or time, written as {known}"),
    ),
    (r"Invalid value for '(?P<name>.*?)': (?P<value>.*)", _("the value of {name} is wrong: {value}")),
)


def explained(sentence: str) -> Message | str:
    """Return a sentence of click as a message, where it is known."""
    for pattern, message in _SENTENCES:
        if (match := re.fullmatch(pattern, sentence, re.DOTALL)) is not None:
            return message.with_values(**{k: v for k, v in match.groupdict().items() if v is not None})
    return sentence


class Formatter(click.HelpFormatter):
    """Write help in a language, in lines as wide as its letters are."""

    def __init__(self, context: click.Context, language: str) -> None:
        super().__init__(width=context.terminal_width, max_width=context.max_content_width)
        self._context, self._language = context, language

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line that says how a command is called."""
        shown = _("Usage: ").render(self._language) if prefix is None else prefix
        super().write_usage(prog, _WORD_OF_USAGE.sub(self._word_of_usage, args), shown)

    def _word_of_usage(self, word: re.Match[str]) -> str:
        known = _OF_USAGE.get(word[0])
        return word[0] if known is None else known.render(self._language)

    def write_heading(self, heading: str) -> None:
        """Write the heading of a part."""
        self.write(f"{'':>{self.current_indent}}{self._of_click(heading)}{_(':').render(self._language)}\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs, each in as many lines as it takes."""
        indent = " " * self.current_indent
        for at, paragraph in enumerate(text.split("\n\n")):
            lines: Sequence[str] = paragraph.removeprefix(_KEPT).strip("\n").splitlines()
            if not paragraph.startswith(_KEPT):
                lines = wrap(
                    self._translated(paragraph, self._context.command), self.width - self.current_indent
                )
            self.write("\n" * bool(at) + "".join(f"{indent}{line}\n" for line in lines))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = _TERM, col_spacing: int = 2) -> None:
        """Write terms with their texts."""
        rows = list(rows)
        left = min(max(width(term) for term, _text in rows), col_max) + col_spacing
        indent = " " * self.current_indent
        for term, text in rows:
            lines = list(wrap(self._row(term, text), max(self.width - left - self.current_indent, 10)))
            first = lines.pop(0) if width(term) + col_spacing <= left else ""
            self.write(f"{indent}{pad(term, left) if first else term}{first}".rstrip() + "\n")
            self.write("".join(f"{indent}{'':>{left}}{line}\n" for line in lines))

    def _row(self, term: str, text: str) -> str:
        below = self._context.command
        if isinstance(below, click.Group) and (named := below.get_command(self._context, term)) is not None:
            return self._translated(next(_paragraphs(named.help), ""), named).partition("。")[0]
        whole = self._translated(text, below)
        if whole != text or (extra := _EXTRA.search(text)) is None:
            return self._of_click(whole)
        is_default, value = extra.groups()
        ending = (
            _("default: {value}", value=value)
            if is_default
            else _("required")
            if value == "required"
            else value
        )
        shown = ending.render(self._language) if isinstance(ending, Message) else ending
        return f"{self._of_click(self._translated(text[: extra.start()], below))}  [{shown}]"

    def _translated(self, text: str, command: click.Command) -> str:
        """Return a text of a command in the language: the catalogue is that of its package, or of the host's options."""
        plain = " ".join(text.split())
        domain = (command.callback.__module__ if command.callback else __package__).partition(".")[0]
        found = translated(plain, domain, self._language)
        found = found if found != plain else translated(plain, "checker", self._language)
        return found if found != plain else text

    def _of_click(self, text: str) -> str:
        return _OF_CLICK[text].render(self._language) if text in _OF_CLICK else text


def _paragraphs(text: str | None) -> Iterator[str]:
    yield from (part for part in (text or "").split("\n\n") if part)
