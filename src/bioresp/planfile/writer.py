"""`Plan` → YAML text: tidy, one fact a line where lists are long, one sentence a line where texts are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import yaml

from bioresp.model import DEFAULT_NUMBERING, Action, Plan, Role
from bioresp.planfile.keys import BARE, KEYS, Key

SCHEMA_LINE = "# yaml-language-server: $schema=plan.schema.json\n"
"""Points editors at the JSON Schema beside the file."""

_WIDEST_LIST = 60
"""Characters of names in a list that stands on one line; a longer one gets a line for each name."""

_BREAKS = re.compile("[\n\r\x85\u2028\u2029]")
"""What YAML 1.1 takes for the end of a line."""

_SENTENCE = re.compile(r"(?<=。)(?=\S)")


def write(plan: Plan) -> str:
    """The plan as the text of a data file; `read` gives the same plan again."""
    return SCHEMA_LINE + dump(_map("file", _Whole(plan)))


def dump(values: dict[str, Any]) -> str:
    """The keys of a file with their values, as YAML."""
    written: str = yaml.dump(values, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=2**20)
    return written


class _Whole:
    """The file's three keys, as attributes of one object."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.agencies, self.sections = plan, plan.agencies, plan.sections


class Text(str):
    """A long text, written as a | block."""

    __slots__ = ()


class Names(list[Any]):
    """A list that stands on one line."""


class Flow(dict[str, Any]):
    """A map that stands on one line."""


def _map(kind: str, value: Any) -> dict[str, Any]:
    written = ((key, _field(key, value)) for key in KEYS[kind])
    return {key.name: value for key, value in written if key.required or not _is_empty(key, value)}


def _is_empty(key: Key, value: Any) -> bool:
    if key.name == "level":
        return bool(value == "municipal")
    if key.name == "numbering":
        return value in ([], list(DEFAULT_NUMBERING))
    return value is None or value in ("", [])


def _field(key: Key, of: Any) -> Any:
    if key.kind == "agencies":
        return names_of(each.agency for each in of.assignments if each.role is Role(key.name))
    value = getattr(of, key.name)
    match key.kind:
        case "map":
            return value and _map(key.of, value)
        case "items":
            return [_item(key.of, each) for each in (_counted(value) if key.name == "actions" else value)]
        case "names":
            return names_of(value)
        case "text":
            return Text(value)
        case "reference":
            return numbered(value)
    return value


def numbered(reference: str) -> int | str:
    """A measure's reference as YAML has it: a number where it is one."""
    is_number = reference.isascii() and reference.isdigit() and str(int(reference)) == reference
    return int(reference) if is_number else reference


def _counted(actions: tuple[Action, ...]) -> tuple[Action, ...]:
    """The actions without their numbers, where these are what a reader counts: 1, 2, 3, and none for a lone one."""
    numbers = [each.number for each in actions]
    counted = [*range(1, len(actions) + 1)] if len(actions) > 1 else [None]
    return tuple(replace(each, number=None) for each in actions) if numbers == counted else actions


def _item(kind: str, value: Any) -> Any:
    written = _map(kind, value)
    bare = BARE.get(kind)
    return written[bare] if bare and list(written) == [bare] else written


def names_of(names: Iterable[str]) -> list[str]:
    """A list on one line where it is short, else with a line for each name."""
    listed = list(names)
    return Names(listed) if sum(map(len, listed)) <= _WIDEST_LIST else listed


class _Dumper(yaml.SafeDumper):
    """PyYAML's emitter in Python: the one over libyaml cannot indent the items of a list."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _represent_text(dumper: yaml.SafeDumper, text: Text) -> yaml.ScalarNode:
    lines = _lines(text)
    if len(lines) > 1 and _is_block(text):
        return dumper.represent_scalar("tag:yaml.org,2002:str", "\n".join(lines), style="|")
    return _represent_str(dumper, str(text))


def _represent_str(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """On one line: a text that stands on several without | gains blanks when it is read."""
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"' if _BREAKS.search(text) else None)


def _lines(text: str) -> list[str]:
    """One sentence a line, and an empty line between two paragraphs."""
    paragraphs = ("\n".join(_SENTENCE.split(paragraph)) for paragraph in text.split("\n"))
    return "\n\n".join(paragraphs).split("\n")


def _is_block(text: str) -> bool:
    """Can a | block hold it: no paragraph is empty, or begins or ends with white space, or has what YAML escapes?"""
    return all(each and each == each.strip() and each.isprintable() for each in text.split("\n"))


def _represent_names(dumper: yaml.SafeDumper, names: Names) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", names, flow_style=True)


def _represent_flow(dumper: yaml.SafeDumper, flow: Flow) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", flow, flow_style=True)


_Dumper.add_representer(str, _represent_str)
_Dumper.add_representer(Text, _represent_text)
_Dumper.add_representer(Names, _represent_names)
_Dumper.add_representer(Flow, _represent_flow)
