"""What follows a unit's name: 牵头, 按职责分工负责, 结合实际落实, 负责法制审查工作."""

from __future__ import annotations

import re
from typing import NamedTuple

from bioresp.circular.words import Kind, Word, role_of, words
from bioresp.model import Role

WITH = re.compile(
    "会同|会商|联合(?!会|社|国|大学|体|办|党|组|实验|工会|推进|实施|开展|落实|负责|牵头)|协同(?=[市省县区州各有相])|"
    "(?<=[局委办部厅府])商(?=市|省|县|区|州|各|有关|相关|国)"
)
"""Between units: those behind it help. 联合 also begins names: 市工商业联合会."""


class Predicate(NamedTuple):
    """What a predicate says of the units before it."""

    role: Role
    is_duty: bool = False
    """Does it only say by what share of the work: 按职责分工?"""
    about: str = ""
    """The whole predicate, where it says more than a role: 负责法制审查工作; empty where all its words are known."""


_VERBS = frozenset({Kind.LEADS, Kind.SUPPORTS, Kind.DOES, Kind.JOINS})
_SAYING = _VERBS | {Kind.DUTY, Kind.BY, Kind.MANNER, Kind.OBJECT, Kind.GLUE}
_COPULA = ("为", "是", "作为", "中")
_NOUN_NEXT = re.compile("的|人|制(?![定订])|者")
"""What makes a verb part of a noun or of a sentence: 牵头的机制, 负责人, 负责制."""
_LAST_VERBS = ("实施", "落实", "推进", "执行", "完成", "开展", "办理")
"""Verbs that end a predicate of other words: 制定具体办法并组织实施."""


def predicate(text: str) -> Predicate | None:
    """Return what a predicate says; None where no word of the table says a role or a share of the work.

    A phrase with 按, 结合 … may hold any words. What stands behind a verb and is not in the table is what the verb is
    about; so is what stands before it, where the predicate ends with a verb (制定具体办法并组织实施).
    """
    if WITH.search(text) or _NOUN_NEXT.match(text):
        return None
    run = _spoken(text)
    said = {kind for word in run for kind in word.kinds}
    verbs = said & _VERBS
    if not verbs and not said & {Kind.DUTY, Kind.BY}:
        return None
    first_verb = next((at for at, word in enumerate(run) if word.kinds & _VERBS), len(run))
    stray = "".join(word.text for word in run[:first_verb] if not word.kinds)
    about = "".join(word.text for word in _from_first_unknown(run[first_verb:]))
    if _NOUN_NEXT.match(about):
        return None
    if about and verbs == {Kind.JOINS}:
        return None  # 协同攻关: the verb is the unknown word
    if stray and not (len(stray) > 2 and text.endswith(_LAST_VERBS)):
        return None
    return Predicate(role_of(verbs) or Role.RESPONSIBLE, not verbs, text if stray or about else "")


def _spoken(text: str) -> list[Word]:
    """The words of a predicate, without the copula and what stands in phrases with 按; other words have no kind."""
    run: list[Word] = []
    in_phrase = False
    for word in words(text, 0, len(text)):
        verbs = word.kinds & _VERBS
        if in_phrase and not verbs:
            run += [word._replace(kinds=frozenset({Kind.DUTY}))] if Kind.DUTY in word.kinds else []
            continue
        if not word.kinds and word.text in _COPULA:
            continue
        in_phrase = Kind.BY in word.kinds and not verbs
        names_role = Kind.UNITS in word.kinds and bool(run) and bool(run[-1].kinds & _VERBS)  # 为牵头单位
        is_known = bool(word.kinds & _SAYING) or (names_role and "为" in text)
        run.append(word if is_known else word._replace(kinds=frozenset()))
    return run


def _from_first_unknown(run: list[Word]) -> list[Word]:
    at = next((at for at, word in enumerate(run) if not word.kinds), len(run))
    return run[at:]
