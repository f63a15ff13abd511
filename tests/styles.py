"""Writes plans as hands do: lists in brackets or on lines, comments anywhere, other quotes, indents and line ends."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from hypothesis import strategies as st

from bioresp.editing.edits import quoted
from bioresp.model import Action, Agency, Assignment, Measure, Plan, Role, Section, Standing

names = st.text("市林业局县（区）():#-[]{},'\"!&no1 \\￥😀", min_size=1, max_size=8).filter(
    lambda name: name == name.strip()
)
sentences = st.lists(
    st.text("市林业局牵头，（一）:#'\"", min_size=1, max_size=12).filter(lambda text: text == text.strip()),
    min_size=1,
    max_size=3,
).map("。".join)
rolls = st.lists(names, max_size=4, unique=True)


def _assigned(listed: dict[Role, list[str]]) -> tuple[Assignment, ...]:
    return tuple(Assignment(name, role) for role in Role for name in listed[role])


assigned = st.fixed_dictionaries(dict.fromkeys(Role, rolls)).map(_assigned)
actions = st.builds(Action, text=sentences, assignments=assigned)
measures = st.builds(
    Measure,
    number=st.integers(1, 99),
    title=names,
    text=st.just("") | sentences,
    assignments=assigned,
    actions=st.lists(actions, max_size=1).map(tuple),
    deadline=st.just("") | names,
)
agencies = st.builds(Agency, name=names, aliases=st.lists(names, max_size=2).map(tuple))


def _registered(plan: Plan) -> Plan:
    """With a register that no name is claimed in twice."""
    from dataclasses import replace

    taken: set[str] = set()
    register = []
    for agency in plan.agencies:
        if agency.name not in taken:
            aliases = tuple(dict.fromkeys(name for name in agency.aliases if name not in taken | {agency.name}))
            taken |= {agency.name, *aliases}
            register.append(replace(agency, aliases=aliases))
    return replace(plan, agencies=tuple(register))


plans = st.builds(
    Plan,
    title=names,
    addressees=rolls.map(tuple),
    standing=st.none() | st.builds(Standing, text=sentences, agencies=rolls.map(tuple)),
    agencies=st.lists(agencies, min_size=1, max_size=3).map(tuple),
    sections=st.lists(
        st.builds(
            Section,
            number=st.integers(1, 9),
            title=names,
            measures=st.lists(measures, min_size=1, max_size=2).map(tuple),
        ),
        min_size=1,
        max_size=2,
    ).map(tuple),
).map(_registered)


class Hand:
    """One way of writing, drawn anew at every choice."""

    def __init__(self, seed: int) -> None:
        self._pick = Random(seed).choice  # noqa: S311  # a drawing per choice would take minutes
        self._count = 0
        self.comments: list[str] = []

    def file(self, plan: Plan) -> str:
        head: dict[str, Any] = {"title": plan.title, "addressees": list(plan.addressees) or None}
        if plan.standing:
            head["standing"] = {"text": plan.standing.text, "agencies": list(plan.standing.agencies)}
        register = [{"name": each.name, "aliases": list(each.aliases) or None} for each in plan.agencies]
        sections = [
            {"number": each.number, "title": each.title, "measures": [*map(_measure, each.measures)]}
            for each in plan.sections
        ]
        text = "\n".join(["# 头", *self._map({"plan": head, "agencies": register, "sections": sections}, "")])
        text += self._pick(["", "\n", "\n\n# 尾\n"])
        return text.replace("\n", self._pick(["\n", "\r\n"]))

    def _odds(self, chances: int = 3) -> bool:
        return bool(self._pick(range(chances + 1)) == 0)

    def _comment(self, before: str = "  ") -> str:
        if not self._odds(4):
            return self._pick(["", "", " "])
        self._count += 1
        self.comments.append(f"# 注{self._count}, [x]: “- y”")
        return before + self.comments[-1]

    def _scalar(self, value: str | int) -> str:
        if isinstance(value, int):
            return str(value)
        double, single = json.dumps(value, ensure_ascii=False), "'" + value.replace("'", "''") + "'"
        return self._pick([double, single, quoted(value), quoted(value)])

    def _map(self, value: dict[str, Any], indent: str) -> list[str]:
        lines = []
        for key, each in value.items():
            if each is None:
                continue
            if self._odds(6) and (above := self._comment(indent)).strip():
                lines.append(above)
            lines += self._pair(key, each, indent)
        return lines

    def _pair(self, key: str, value: Any, indent: str) -> list[str]:
        deeper = indent + self._pick(["  ", "   "])
        if isinstance(value, dict):
            if self._odds():
                return [f"{indent}{key}: {self._flow(value)}{self._comment()}"]
            return [f"{indent}{key}:{self._comment()}", *self._map(value, deeper)]
        if isinstance(value, list):
            return self._list(key, value, indent)
        if key == "text" and self._odds():
            lines = [deeper + line for line in value.replace("。", "。\n").split("\n") if line]
            if not any(line.strip().startswith("#") for line in lines):
                return [f"{indent}{key}: |-{self._comment()}", *lines]
        return [f"{indent}{key}: {self._scalar(value)}{self._comment()}"]

    def _list(self, key: str, items: list[Any], indent: str) -> list[str]:
        if not items:
            return [f"{indent}{key}: {self._pick(['[]', '[ ]'])}{self._comment()}"]
        if isinstance(items[0], str) and self._odds(1):
            return self._brackets(key, items, indent)
        dash = indent + self._pick(["", "  "]) + "-" + self._pick([" ", "  "])
        lines = [f"{indent}{key}:{self._comment()}"]
        for item in items:
            if isinstance(item, dict) and self._odds(1) is False:
                inner = " " * len(dash)
                below = self._map(item, inner)
                while below[0].strip().startswith("#"):
                    lines.append(below.pop(0))
                lines += [dash + below[0].removeprefix(inner), *below[1:]]
            else:
                written = self._flow(item) if isinstance(item, dict) else self._scalar(item)
                lines.append(f"{dash}{written}{self._comment()}")
        return lines

    def _brackets(self, key: str, items: list[str], indent: str) -> list[str]:
        written = [*map(self._scalar, items)]
        if self._odds(1):
            return [f"{indent}{key}: [{self._joined(written)}]{self._comment()}"]
        lines = [f"{indent}{key}: [" + self._comment(" ")]
        last = self._pick(["", ","])
        for at, each in enumerate(written, 1):
            lines.append(f"{indent}    {each}{',' if at < len(written) else last}{self._comment()}")
        return [*lines, f"{indent}  ]{self._comment()}"]

    def _joined(self, written: Sequence[str]) -> str:
        pad = self._pick(["", "", " "])
        text = pad + self._pick([", ", ", ", ",  "]).join(written) + pad
        return text + self._pick(["", "", ","])

    def _flow(self, value: dict[str, Any]) -> str:
        pairs = []
        for key, each in value.items():
            if isinstance(each, dict):
                pairs.append(f"{key}: {self._flow(each)}")
            elif isinstance(each, list):
                inner = [self._flow(item) if isinstance(item, dict) else self._scalar(item) for item in each]
                pairs.append(f"{key}: [{self._joined(inner) if inner else ''}]")
            elif each is not None:
                pairs.append(f"{key}: {self._scalar(each)}")
        return "{" + ", ".join(pairs) + "}"


def _measure(measure: Measure) -> dict[str, Any]:
    actions = [{"text": each.text, **_roles(each)} for each in measure.actions]
    return {
        "number": measure.number,
        "title": measure.title,
        "text": measure.text or None,
        "lead": list(measure.lead),
        **_roles(measure),
        "deadline": measure.deadline or None,
        "actions": actions or None,
    }


def _roles(of: Measure | Action) -> dict[str, list[str]]:
    listed = {role.value: [each.agency for each in of.assignments if each.role is role] for role in Role}
    return {key: given for key, given in listed.items() if given}


@st.composite
def files(draw: Callable[[st.SearchStrategy[Any]], Any]) -> tuple[Plan, str, list[str]]:
    """A plan, a text that says it, and the comments in that text."""
    plan = draw(plans)
    hand = Hand(draw(st.integers(0, 2**32)))
    text = hand.file(plan)
    return plan, text, hand.comments
