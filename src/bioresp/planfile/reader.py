"""Nodes → `Plan`: one small function for each type. It never raises for bad data; it records a finding and goes on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from yaml.resolver import Resolver

from bioresp.diagnostic import Diagnostic
from bioresp.model import (
    LEVELS,
    START,
    Action,
    Agency,
    Assignment,
    Measure,
    Notice,
    Plan,
    Position,
    Role,
    Section,
    Standing,
)
from bioresp.planfile.codes import (
    changed_scalar,
    folded_text,
    missing_key,
    repeated_key,
    unknown_key,
    unsupported,
    wrong_kind,
)
from bioresp.planfile.keys import BARE, KEYS, Key, Kind
from bioresp.planfile.nodes import Composed, Mapping, Node, Pair, Scalar, Sequence, compose


class Reading(NamedTuple):
    """What a data file says: the plan, as far as it could be read, and the findings of reading it."""

    plan: Plan
    findings: list[Diagnostic]
    is_whole: bool
    """False where reading stopped before the end of the file."""
    root: Node | None
    """The tree that was read, with the places of everything."""


def read(text: str) -> Reading:
    """Read a data file's text."""
    return Reading(*_read("file", text))


def read_register(text: str) -> tuple[tuple[Agency, ...], list[Diagnostic]]:
    """The agencies of a register that plans share, and what is wrong with its text."""
    bodies, findings, *_ = _read("register", text)
    return bodies, findings


def _read(kind: str, text: str) -> tuple[Any, list[Diagnostic], bool, Node | None]:
    composed = compose(text)
    reader = _Reader(composed)
    value = reader.whole(kind, composed.root)
    findings, stopped_by = reader.findings, composed.stopped_by
    if stopped_by:
        # what the reader takes from the broken end of a file says nothing
        findings = [each for each in findings if each.position < stopped_by.position and each.code != "R007"]
        findings.append(stopped_by)
    return value, sorted(findings), stopped_by is None, composed.root


_KINDS: dict[Kind, str] = {
    "line": "文字",
    "text": "文字",
    "number": "从 1 起的整数",
    "date": "日期（如 2023-03-03）",
    "until": "年、月或日（如 2024、2024-03、2024-03-31）",
    "reference": "措施编号",
    "level": f"{'、'.join(LEVELS)}之一",
    "names": "列表",
    "agencies": "单位名单（列表）",
    "items": "列表",
    "map": "映射（键: 值）",
}
_YAML_KINDS = {"bool": "真假", "int": "数字", "float": "数字", "timestamp": "日期", "null": "空值"}
_KEYS = {kind: {key.name: key for key in keys} for kind, keys in KEYS.items()}
_REQUIRED = {kind: [key for key in keys if key.required] for kind, keys in KEYS.items()}
_ROLES = {role.value: role for role in Role}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2]))?")
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


Values = dict[str, Any]
"""The good values of a map by key, and `places`; a key that is missing or bad is not there."""


def _plan(values: Values) -> Values:
    return {"title": "", **values}


def _file(values: Values) -> Plan:
    plan = values.pop("plan", None) or _plan({})
    places = {**values.pop("places"), **plan.pop("places", {})}
    return Plan(**plan, **values, places=places)


def _measure(values: Values) -> Measure:
    actions = values.pop("actions", ())
    if len(actions) > 1 and not any("number" in action for action in actions):
        actions = [{**action, "number": number} for number, action in enumerate(actions, 1)]
    made = tuple(Action(**{"text": "", **_assigned(action)}) for action in actions)
    return Measure(**{"number": 0, "title": "", **_assigned(values)}, actions=made)


def _assigned(values: Values) -> Values:
    values["assignments"] = tuple(each for role in _ROLES for each in values.pop(role, ()))
    return values


_MAKERS: dict[str, Callable[[Values], Any]] = {
    "file": _file,
    "plan": _plan,
    "notice": lambda values: Notice(values.get("title", ""), values.get("text", "")),
    "standing": lambda values: Standing(**{"text": "", **values}),
    "agency": lambda values: Agency(**{"name": "", **values}),
    "section": lambda values: Section(**values),
    "measure": _measure,
    "action": lambda values: values,  # made by the measure, which numbers them
    "register": lambda values: values.get("agencies", ()),
    "body": lambda values: Agency(**{"name": "", **values}),
}


class _Reader:
    def __init__(self, composed: Composed) -> None:
        self.findings = composed.findings

    def whole(self, kind: str, root: Node | None) -> Any:
        """The whole file; an empty one is a plan without anything, and three keys are missing."""
        if isinstance(root, Mapping):
            return self._map(kind, root.pairs, root.position)
        if root is not None:
            self._wrong("文件", "map", root)
        return self._map(kind, [], START)

    def _map(self, kind: str, pairs: list[Pair], position: Position) -> Any:
        keys = _KEYS[kind]
        places = {"": position}
        values: Values = {"places": places}
        seen: dict[str, Position] = {}
        for written, value in pairs:
            name = written.value
            if name in seen:
                self.findings.append(repeated_key(written.position, name, seen[name]))
                continue
            seen[name] = written.position
            if key := keys.get(name):
                if (good := self._value(key, value)) is not None:
                    values[name] = good
                    places[name] = value.position
                    if key.kind == "names" and isinstance(value, Sequence) and len(good) == len(value.items):
                        places |= {f"{name}.{at}": item.position for at, item in enumerate(value.items)}
            elif name == "<<":
                self.findings.append(unsupported(written.position, "合并键“<<”"))
            else:
                self.findings.append(unknown_key(written.position, name, tuple(keys)))
        for key in _REQUIRED[kind]:
            if key.name not in seen:
                self.findings.append(missing_key(position, key.name, key.meaning))
        return _MAKERS[kind](values)

    def _value(self, key: Key, node: Node) -> Any:
        """The value, None where it is not what the key wants; that is a finding then."""
        if isinstance(node, Scalar):
            if key.kind not in ("map", "items", "names", "agencies"):
                return self._scalar(key.name, key.kind, node)
        elif isinstance(node, Sequence):
            if key.kind == "items":
                return tuple(filter(None, (self._item(key, item) for item in node.items)))
            if key.kind == "names":
                read = (self._scalar(key.name, "line", item) for item in node.items)
                return tuple(each for each in read if each is not None)
            if key.kind == "agencies":
                return tuple(self._assignments(key.name, node))
        elif key.kind == "map":
            return self._map(key.of, node.pairs, node.position)
        return self._wrong(key.name, key.kind, node)

    def _item(self, key: Key, node: Node) -> Any:
        if isinstance(node, Scalar) and (bare := BARE.get(key.of)):
            name = self._scalar(key.name, "line", node)
            return name and _MAKERS[key.of]({bare: name, "places": {"": node.position}})
        if isinstance(node, Mapping):
            return self._map(key.of, node.pairs, node.position)
        return self._wrong(f"{key.name} 的一项", "map", node)

    def _assignments(self, key: str, node: Sequence) -> Iterator[Assignment]:
        role = _ROLES[key]
        for item in node.items:
            if name := self._scalar(key, "line", item):
                yield Assignment(name, role, position=item.position)

    def _scalar(self, name: str, kind: Kind, node: Node) -> Any:
        if not isinstance(node, Scalar):
            return self._wrong(f"{name} 的一项", kind, node)
        good: int | date | str | None
        if kind == "number":
            good = int(node.value) if node.plain and _NUMBER.fullmatch(node.value) else None
        elif kind == "date":
            good = _date(node.value)
        elif kind == "until":
            good = node.value if is_time(node.value) else None
        elif kind == "level":
            good = node.value if node.value in LEVELS else None
        else:
            return self._text(name, kind, node)
        return self._wrong(name, kind, node) if good is None else good

    def _text(self, name: str, kind: Kind, node: Scalar) -> str | None:
        changed = _yaml_kind(node)
        # an empty title or text is for R104 to say
        if changed == "null" or not (node.value.strip() or name in ("title", "text", "numbering")):
            self._wrong(name, kind, node)
            return None
        if node.folded:
            self.findings.append(folded_text(node.position))
        if changed and not (kind == "reference" and _NUMBER.fullmatch(node.value)):
            self.findings.append(changed_scalar(node.position, node.value, _YAML_KINDS[changed]))
        return node.value

    def _wrong(self, name: str, kind: Kind, node: Node) -> None:
        self.findings.append(wrong_kind(node.position, name, _KINDS[kind], _found(node)))


def _yaml_kind(node: Scalar) -> str:
    """What YAML 1.1 takes a plain scalar for, empty where it leaves it a text."""
    if not node.plain:
        return ""
    for tag, pattern in Resolver.yaml_implicit_resolvers.get(node.value[:1], ()):
        if pattern.match(node.value):
            kind = tag.rpartition(":")[2]
            return kind if kind in _YAML_KINDS else ""
    return ""


def _date(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if _DAY.fullmatch(value) else None
    except ValueError:
        return None


def is_time(value: str) -> bool:
    """Is it a year, a month or a day that there is, as ISO 8601 writes it?"""
    return bool(_MONTH.fullmatch(value) or _date(value))


def _found(node: Node) -> str:
    match node:
        case Mapping():
            return "映射"
        case Sequence():
            return "列表"
        case Scalar(value="", plain=False):
            return "空文字"
    kind = _yaml_kind(node)
    if kind == "timestamp":
        return f"“{node.value}”，没有这一天" if _DAY.fullmatch(node.value) else f"日期“{node.value}”"
    return "空值" if kind == "null" else f"{_YAML_KINDS.get(kind, '文字')}“{node.value}”"
