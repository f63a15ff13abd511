"""An editor without a window: speaks the Language Server Protocol with a yaml-language-server over stdio."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.npm import SERVER, package

SETTINGS = {"validate": True, "completion": True, "hover": True, "schemaStore": {"enable": False}}


class Editor:
    """One file open in an editor."""

    def __init__(self, process: subprocess.Popen[bytes], path: Path, text: str) -> None:
        self._process = process
        self._asked = 0
        self.uri = path.as_uri()
        self.text = text
        self.shown: list[dict[str, Any]] | None = None
        """The diagnostics that were sent last."""
        folder = {"uri": path.parent.as_uri(), "name": path.parent.name}
        able = {"textDocument": {"hover": {"contentFormat": ["markdown"]}}, "workspace": {"configuration": True}}
        self._request("initialize", processId=None, rootUri=folder["uri"], workspaceFolders=[folder], capabilities=able)
        self._send(method="initialized", params={})
        document = {"uri": self.uri, "languageId": "yaml", "version": 1, "text": text}
        self._send(method="textDocument/didOpen", params={"textDocument": document})

    def diagnostics(self) -> list[tuple[str, str]]:
        """What is underlined, and what is said of it."""
        while self.shown is None:
            self._read()
        return [(self._within(each["range"]), each["message"]) for each in self.shown]

    def completions(self, after: str) -> dict[str, str]:
        """What is offered behind the first occurrence of some text, and what is said of each."""
        answer = self._request("textDocument/completion", **self._at(after)) or {}
        return {each["label"]: _words(each.get("documentation")) for each in answer.get("items", [])}

    def hover(self, before: str) -> str:
        """What is said of the word that ends some text."""
        return _words((self._request("textDocument/hover", **self._at(before, -1)) or {}).get("contents"))

    def _at(self, text: str, move: int = 0) -> dict[str, Any]:
        head = self.text[: self.text.index(text) + len(text) + move]
        position = {"line": head.count("\n"), "character": len(head) - head.rfind("\n") - 1}
        return {"textDocument": {"uri": self.uri}, "position": position}

    def _within(self, range_: dict[str, Any]) -> str:
        line: str = self.text.splitlines()[range_["start"]["line"]]
        return line[range_["start"]["character"] : range_["end"]["character"]]

    def _request(self, method: str, **params: Any) -> Any:
        self._asked += 1
        asked = self._asked
        self._send(id=asked, method=method, params=params)
        while True:
            message = self._read()
            if message.get("id") == asked and "method" not in message:
                return message.get("result")

    def _send(self, **message: Any) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        """The next message; what the server asks is answered, diagnostics are kept."""
        assert self._process.stdout
        length = 0
        while (line := self._process.stdout.readline()) not in (b"\r\n", b""):
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        message: dict[str, Any] = json.loads(self._process.stdout.read(length) or b"{}")
        assert message, "the server has ended"
        if message.get("method") == "textDocument/publishDiagnostics":
            self.shown = message["params"]["diagnostics"]
        elif message.get("method") == "workspace/configuration":
            items = message["params"]["items"]
            self._send(id=message["id"], result=[SETTINGS if each.get("section") == "yaml" else {} for each in items])
        elif "id" in message and "method" in message:
            self._send(id=message["id"], result=None)
        return message


def _words(said: Any) -> str:
    return said.get("value", "") if isinstance(said, dict) else said or ""


@contextmanager
def opened(path: Path, text: str) -> Iterator[Editor]:
    """A file, open in an editor; it may say more than stands on the disk."""
    command = ["node", str(package(SERVER) / "bin/yaml-language-server"), "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            yield Editor(process, path, text)
        finally:
            process.kill()
