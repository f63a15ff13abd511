"""What a reader of a Word file does not see, and what is struck out: by properties of words and by styles."""

from __future__ import annotations

from bioresp.extract.word.package import STYLES, Element, W, is_on, value

_HIDING = {"vanish": "隐藏文字", "strike": "删除线文字", "dstrike": "删除线文字"}


class Hiding:
    """Says which runs are hidden or struck.

    Source: ECMA-376-1, 17.7.2: what a run says of itself wins over its style, that over the style of its paragraph.
    """

    def __init__(self, parts: dict[str, Element]) -> None:
        root = parts.get(STYLES)
        styles = [] if root is None else root.findall(W + "style")
        self._own = {each.get(W + "styleId", ""): _said(each.find(W + "rPr")) for each in styles}
        self._based = {each.get(W + "styleId", ""): value(each, "basedOn") for each in styles}
        defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._default = _said(defaults)
        self._paragraph = next((each.get(W + "styleId", "") for each in styles if _is_default(each)), "")

    def of_paragraph(self, properties: Element | None) -> dict[str, bool]:
        """What the style of a paragraph says of its runs."""
        return {**self._default, **self._of_style(value(properties, "pStyle", self._paragraph))}

    def why(self, properties: Element | None, inherited: dict[str, bool]) -> str:
        """What a run is that is no word of the text: 隐藏文字; empty where it is one."""
        if properties is None and not any(inherited.values()):
            return ""
        said = {**inherited, **self._of_style(value(properties, "rStyle")), **_said(properties)}
        return next((what for name, what in _HIDING.items() if said.get(name)), "")

    def _of_style(self, key: str) -> dict[str, bool]:
        said: dict[str, bool] = {}
        seen = set[str]()
        while key in self._own and key not in seen:
            seen.add(key)
            said = {**self._own[key], **said}
            key = self._based[key]
        return said


def _said(properties: Element | None) -> dict[str, bool]:
    """What properties say of hiding: vanish → True; what they do not speak of is not there."""
    said = {name: is_on(properties, name) for name in _HIDING}
    return {name: on for name, on in said.items() if on is not None}


def _is_default(style: Element) -> bool:
    return style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on")
