"""Findings that were there before: `validate --baseline` reports only what is new."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Container, Iterable

from bioresp.diagnostic import BioRespError, Diagnostic

Key = tuple[str, str, str]
"""Path, code and message: a finding that only moved to another line is not new."""


class Baseline:
    """What an earlier `validate --format json` found; each of its findings sets one aside."""

    def __init__(self, content: bytes, path: str) -> None:
        """Read the output; the path is only kept to be shown.

        Raises:
            BioRespError: It is no such output.
        """
        try:
            rows = json.loads(content)["findings"]
            self._left = Counter(_key(row["path"], row["code"], row["message"]) for row in rows)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            raise BioRespError(f"{path} 不是 bioresp validate --format json 的输出，不能作基线") from None
        self.set_aside = 0

    def new(self, path: str, findings: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Those of a file's findings that are new: of two alike, one in the baseline sets one aside."""
        return [each for each in findings if not self._known(_key(path, each.code, each.message))]

    def _known(self, key: Key) -> bool:
        known = self._left[key] > 0
        self._left[key] -= known
        self.set_aside += known
        return known

    def gone(self, paths: Iterable[str], ignored: Container[str]) -> int:
        """How many of the baseline's findings are no longer in these files, once their own were asked for."""
        checked = {_key(path, "", "")[0] for path in paths}
        return sum(count for (path, code, _), count in self._left.items() if path in checked and code not in ignored)


def _key(path: str, code: str, message: str) -> Key:
    """Windows parts paths by a backslash; a message may name the line of something else."""
    return path.replace("\\", "/"), code, re.sub(r"第 \d+ 行", "第 … 行", message)
