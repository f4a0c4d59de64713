"""Optional content: which layers of a document are switched off."""

from collections.abc import Iterator

from pdfminer.pdftypes import PDFObjRef, dict_value, list_value, resolve1
from pdfminer.psparser import PSLiteral

_DEPTH = 32  # of nested visibility expressions


class Layers:
    """The layers of a document in its default configuration."""

    def __init__(self, catalog: dict[str, object]) -> None:
        properties = dict_value(catalog.get("OCProperties"))
        config = dict_value(properties.get("D"))
        groups = list(_references(properties.get("OCGs")))
        self._off = {group.objid for group in groups} if _name(config.get("BaseState")) == "OFF" else set()
        self._off -= {group.objid for group in _references(config.get("ON"))}
        self._off |= {group.objid for group in _references(config.get("OFF"))}
        for usage in list_value(config.get("AS")):
            self._apply(dict_value(usage))

    def _apply(self, usage: dict[str, object]) -> None:
        """Apply the states that groups ask for on screen."""
        if _name(usage.get("Event")) != "View":
            return
        for group in _references(usage.get("OCGs")):
            wanted = dict_value(dict_value(dict_value(group).get("Usage")).get("View"))
            state = _name(wanted.get("ViewState"))
            if state == "OFF":
                self._off.add(group.objid)
            elif state == "ON":
                self._off.discard(group.objid)

    def __bool__(self) -> bool:
        """Return whether any layer is off."""
        return bool(self._off)

    def is_off(self, entry: object) -> bool:
        """Return whether content that belongs to a group, or to a membership of groups, is hidden."""
        if not self._off or entry is None:
            return False
        if isinstance(entry, PDFObjRef) and entry.objid in self._off:
            return True
        membership = dict_value(entry)
        if _name(membership.get("Type")) != "OCMD":
            return False
        if expression := list_value(membership.get("VE")):
            return not self._holds(expression, 0)
        groups = membership.get("OCGs")
        single = isinstance(groups, PDFObjRef) and not isinstance(resolve1(groups), list)
        listed = [groups] if single else list(_references(groups))
        off = [isinstance(group, PDFObjRef) and group.objid in self._off for group in listed]
        if not off:
            return False
        policy = _name(membership.get("P"))
        if policy == "AllOn":
            return any(off)
        if policy == "AnyOff":
            return not any(off)
        if policy == "AllOff":
            return not all(off)
        return all(off)  # AnyOn

    def _holds(self, expression: object, depth: int) -> bool:
        """Evaluate a visibility expression."""
        if isinstance(expression, PDFObjRef) and not isinstance(resolve1(expression), list):
            return expression.objid not in self._off
        parts = list_value(expression)
        if not parts or depth > _DEPTH:
            return True
        values = (self._holds(part, depth + 1) for part in parts[1:])
        operator = _name(parts[0])
        if operator == "Not":
            return not all(values)
        return any(values) if operator == "Or" else all(values)


def _references(entry: object) -> Iterator[PDFObjRef]:
    return (one for one in list_value(entry) if isinstance(one, PDFObjRef))


def _name(entry: object) -> str:
    found = resolve1(entry)
    return str(found.name) if isinstance(found, PSLiteral) else ""
