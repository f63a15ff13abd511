"""The JSON Schema of the data file, made from the table of keys."""

from __future__ import annotations

import json
from typing import Any

from bioresp.model import LEVELS
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


def schema() -> dict[str, Any]:
    """A JSON Schema (draft-07) with Chinese descriptions."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "责任分工方案",
        **_object("file"),
        "definitions": {kind: _definition(kind) for kind in _reached("file")},
    }


def _reached(kind: str) -> dict[str, None]:
    """The types that a map of a type may hold, at any depth."""
    found: dict[str, None] = {}
    waiting = [kind]
    while waiting:
        new = [key.of for key in KEYS[waiting.pop()] if key.of and key.of not in found]
        found |= dict.fromkeys(new)
        waiting += new
    return found


def schema_text() -> str:
    return json.dumps(schema(), ensure_ascii=False, indent=2)


def _definition(kind: str) -> dict[str, Any]:
    return {"anyOf": [_LINE, _object(kind)]} if kind in BARE else _object(kind)


def _object(kind: str) -> dict[str, Any]:
    keys = KEYS[kind]
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [key.name for key in keys if key.required],
        "properties": {key.name: _property(key) for key in keys},
    }


def _property(key: Key) -> dict[str, Any]:
    reference = {"$ref": f"#/definitions/{key.of}"}
    if key.kind == "map":
        # draft-07 ignores what stands beside a $ref
        return {"description": key.meaning, "allOf": [reference]}
    if key.kind == "items":
        return {"description": key.meaning, "type": "array", "items": reference}
    return {"description": key.meaning, **_KINDS[key.kind]}
