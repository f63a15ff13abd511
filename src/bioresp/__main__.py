"""The program: `bioresp`, and `python -m bioresp`."""

import gc
import re
from typing import Any

# A command makes no cycles and ends soon. Looking for them took a third of reading 2,300 measures, and a twentieth of
# a query: so it stops before anything else is imported.
gc.disable()


class _Unmade:
    """A pattern that is compiled when it is first used."""

    def __init__(self, *arguments: Any) -> None:
        self._arguments = arguments

    def __getattr__(self, name: str) -> Any:
        return getattr(re.compile(*self._arguments), name)


# PyYAML compiles a pattern of every printable character as it is imported, for its reader in Python; that took as long
# as reading a plan of 23 measures, and its reader in C never asks for it.
_compile = re.compile
setattr(re, "compile", _Unmade)  # noqa: B010
try:
    import yaml  # noqa: F401
finally:
    setattr(re, "compile", _compile)  # noqa: B010

from bioresp.cli import main  # noqa: E402

if __name__ == "__main__":
    main()
