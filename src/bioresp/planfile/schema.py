"""The JSON Schema of the data file, made from the table of keys."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from bioresp.model import LEVELS, Agency
from bioresp.planfile.keys import BARE, KEYS, Key

_LINE = {"type": "string", "minLength": 1}
_NUMBER = {"type": "integer", "minimum": 1}

_KINDS: dict[str, dict[str, Any]] = {
    "line": _LINE,
    "text": _LINE,
    "number": _NUMBER,
    "date": {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "until": {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"},
    "reference": {"anyOf": [_NUMBER, _LINE]},
    "level": {"enum": list(LEVELS)},
    "names": {"type": "array", "items": _LINE},
    "agencies": {"type": "array", "items": _LINE, "uniqueItems": True},
}


def schema(register: Iterable[Agency] = ()) -> dict[str, Any]:
    """A JSON Schema (draft-07) with Chinese descriptions; with a register only its units may be named in a role."""
    units = _units(register)
    made = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "责任分工方案",
        **_object("file", units),
        "definitions": {kind: _definition(kind, units) for kind in _reached("file")},
    }
    if units:
        made["definitions"]["unit"] = units
    return made


def schema_text(register: Iterable[Agency] = ()) -> str:
    return json.dumps(schema(register), ensure_ascii=False, indent=2)


def _reached(kind: str) -> dict[str, None]:
    """The types that a map of a type may hold, at any depth."""
    found: dict[str, None] = {}
    waiting = [kind]
    while waiting:
        new = [key.of for key in KEYS[waiting.pop()] if key.of and key.of not in found]
        found |= dict.fromkeys(new)
        waiting += new
    return found


def _units(register: Iterable[Agency]) -> dict[str, Any]:
    """What a unit may be called: an editor offers these and underlines the rest; empty without a register.

    `markdownEnumDescriptions` and `errorMessage` are words of editors; a validator passes over them.
    """
    meant = {name: agency.name for agency in register for name in (agency.name, *agency.aliases)}
    return meant and {
        "description": "单位：名录里的名称或别名",
        "enum": list(meant),
        "markdownEnumDescriptions": [
            "单位名录里的名称" if name == agency else f"{agency}的别名" for name, agency in meant.items()
        ],
        "errorMessage": "不在单位名录（agencies）中；若名录新近改过，请重新生成 Schema",
    }


def _definition(kind: str, units: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [_LINE, _object(kind, units)]} if kind in BARE else _object(kind, units)


def _object(kind: str, units: dict[str, Any]) -> dict[str, Any]:
    keys = KEYS[kind]
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [key.name for key in keys if key.required],
        "properties": {key.name: _property(key, units) for key in keys},
    }


def _property(key: Key, units: dict[str, Any]) -> dict[str, Any]:
    reference = {"$ref": f"#/definitions/{key.of}"}
    if key.kind == "map":
        # draft-07 ignores what stands beside a $ref
        return {"description": key.meaning, "allOf": [reference]}
    if key.kind == "items":
        return {"description": key.meaning, "type": "array", "items": reference}
    made = {"description": key.meaning, **_KINDS[key.kind]}
    if units and (key.kind == "agencies" or key.name == "agencies"):
        made["items"] = {"$ref": "#/definitions/unit"}
    return made
