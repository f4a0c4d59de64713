"""The calls by which code makes messages: their texts, and calls that no catalogue can follow."""

import ast
from collections.abc import Iterator

# `Messages` makes new messages, and stored ones are restored from their parts
_MAKERS = {
    "src/checker/messages.py",
    "src/checker/message_json.py",
}


def literals(tree: ast.Module) -> Iterator[str]:
    """Iterate over the texts of the messages that a module makes."""
    yield from (text for call in _calls(tree) if (text := _literal(call)) is not None)


def helps(tree: ast.Module) -> Iterator[str]:
    """Iterate over the help of commands and their options: paragraphs, each on one line."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=function, keywords=keywords) if _last(function) in {
                "option",
                "version_option",
            }:
                texts = [
                    str(k.value.value)
                    for k in keywords
                    if k.arg == "help" and isinstance(k.value, ast.Constant)
                ]
            case ast.FunctionDef(decorator_list=decorators) if any(map(_makes_command, decorators)):
                texts = (ast.get_docstring(node) or "").split("\n\n")
            case _:
                continue
        yield from (" ".join(text.split()) for text in texts if text.strip() and "\b" not in text)


def _makes_command(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and _last(decorator.func) in {"command", "group"}


def escapes(tree: ast.Module, name: str) -> Iterator[tuple[int, str]]:
    """Iterate over the lines that make messages which extraction does not see, and why."""
    factories, may_make = _factories(tree), name in _MAKERS
    proper = {id(call.func) for call in _calls(tree)} | {id(target) for target in factories.values()}
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=called)) if called in factories and _literal(node) is None:
                yield node.lineno, "the text of a message must be a literal"
            case ast.Name(id=used) | ast.arg(arg=used) if used in factories and id(node) not in proper:
                yield node.lineno, f"“{used}” makes messages here; use it for nothing else"
            case ast.ImportFrom(names=names) if any(alias.name == "_" for alias in names):
                yield node.lineno, "make messages with the module's own _ = Messages(__package__)"
            case ast.Call(func=function) if _last(function) == "Message" and not may_make:
                yield node.lineno, "make messages with Messages or join_messages, not with Message"
            case ast.Call(func=function, args=args) if _last(function) == "Messages":
                if [_last(argument) for argument in args] != ["__package__"]:
                    yield node.lineno, "a module's catalogue is its package's: Messages(__package__)"


def _factories(tree: ast.Module) -> dict[str, ast.Name]:
    """Map the names of a module that make messages to where they are assigned."""
    return {
        target.id: target
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        for target in node.targets
        if isinstance(target, ast.Name) and _last(node.value.func) == "Messages"
    }


def _calls(tree: ast.Module) -> Iterator[ast.Call]:
    factories = _factories(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in factories:
            yield node


def _literal(call: ast.Call) -> str | None:
    match call.args:
        case [ast.Constant(value=str(text))]:
            return text
        case _:
            return None


def _last(node: ast.expr) -> str:
    """Return the last name of a dotted name."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
