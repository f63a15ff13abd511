"""Completion in a shell: its script, and names that arrive there whole."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence

import typer

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
INSTALL, SHOW = "--install-completion", "--show-completion"
_VARIABLE = "_BIORESP_COMPLETE"
"""Where the script says which shell it completes for."""


def set_up(option: str, named: Sequence[str]) -> None:
    """Show the script of a shell, or install it; without a name that of the shell we are called from.

    Raises:
        typer.BadParameter: No such shell is supported, or none is found.
    """
    from typer.completion import get_completion_script, install  # type: ignore[attr-defined]

    shell = " ".join(named) or _caller()
    if shell not in SHELLS:
        wrong = f"不支持“{shell}”" if shell else "看不出是哪种 shell"
        raise typer.BadParameter(f"{wrong}，请写明 {'、'.join(SHELLS)} 之一", param_hint=option)
    script = get_completion_script(prog_name="bioresp", complete_var=_VARIABLE, shell=shell)
    if shell == "zsh":
        script += _WHEN_LOADED
    if option == SHOW:
        typer.echo(script)
        return
    _, path = install(shell, "bioresp", _VARIABLE)
    if shell == "zsh":
        path.write_text(script, "utf-8")
    typer.echo(f"{shell} 的补全已装入 {path}，重新打开终端后生效")


_WHEN_LOADED = '\n\nif [ "$funcstack[1]" = "_bioresp" ]; then _bioresp_completion "$@"; fi'
"""Zsh loads an installed script at the first Tab, as a function: without this that Tab completes nothing."""


def _caller() -> str:
    import shellingham

    try:
        return str(shellingham.detect_shell()[0])
    except shellingham.ShellDetectionFailure:
        return ""


def arriving(names: Iterable[str]) -> list[str]:
    """Names as the shell must be given them, so that the command gets them as they are.

    Bash puts a name on the line as it stands, unless a quote is open there: what it would take for syntax, as the
    brackets of 县(区)政府, is escaped. Zsh gets a script that loses quotes: a name that has some is not offered.
    """
    shell = os.environ.get(_VARIABLE)
    if shell == "complete_zsh":
        return [name for name in names if not re.search("['\"]", name)]
    typed = os.environ.get("COMP_WORDS", "")
    if shell != "complete_bash" or typed.count("'") % 2 or typed.count('"') % 2:
        return list(names)
    return [re.sub(r"""[\s!"#$&'()*;<>?\[\\\]`{|}~]""", r"\\\g<0>", name) for name in names]
