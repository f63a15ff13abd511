"""Packages of the npm registry that tests try things in, kept in a folder between runs."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SERVER = "yaml-language-server@1.25.0"
SARIF = "@microsoft/jest-sarif@1.0.0-beta.0"
"""Carries the published schema of SARIF 2.1.0 (MIT licence)."""


def package(name: str) -> Path:
    """The folder of a package of this version, installed where it is not there yet; skips where it cannot be."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("no npm on this machine")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "bioresp-tests"
    folder = cache / name.replace("/", "-").lstrip("@")
    installed = folder / "node_modules" / name.rpartition("@")[0]
    if not installed.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        command = [
            npm,
            "install",
            "--silent",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--no-package-lock",
            "--prefix",
            str(folder),
            name,
        ]
        ran = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=180)
        if ran.returncode:
            pytest.skip(f"npm install {name}: {(ran.stderr + ran.stdout).decode(errors='replace')[-200:]}")
    return installed
