"""Fixtures: the plans, the command line, golden files."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

from bioresp import PlanFile, load
from bioresp.cli import app
from bioresp.query.places import Index

ROOT = Path(__file__).parent.parent
SEED = ROOT / "data/measures.yaml"
DATA = ROOT / "tests/data"
GOLDEN = ROOT / "tests/golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where the machine has every part, a test that skips is a test that nobody runs: in CI it fails."""
    report = yield
    if report.skipped and os.environ.get("CI") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"
    return report


class Ran(NamedTuple):
    """What a command did."""

    stdout: str
    stderr: str
    status: int


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _in_the_repository(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Every test runs where data/measures.yaml is found, and without the settings and caches of whoever runs it."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    for name in ("BIORESP_DATA", "NO_COLOR", "COLUMNS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "dumb")


@pytest.fixture
def run() -> Run:
    """Run the command line inside this process."""

    def run_(*arguments: str | os.PathLike[str], stdin: str | None = None) -> Ran:
        result = CliRunner().invoke(app, [os.fspath(each) for each in arguments], input=stdin, prog_name="bioresp")
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(result.stdout_bytes.decode(), result.stderr_bytes.decode(), result.exit_code)

    return run_


@pytest.fixture(scope="session")
def seed() -> PlanFile:
    """The circular 攀环委办发〔2023〕3号."""
    return load(SEED)


@pytest.fixture(scope="session")
def index(seed: PlanFile) -> Index:
    return Index(seed.plan)


@pytest.fixture(scope="session")
def restarting() -> Index:
    """An invented plan: numbers restart, a third level of headings, supporting units, deadlines."""
    return Index(load(DATA / "valid/restarting.yaml").plan)


Golden = Callable[[Path, str], None]

_compared: set[Path] = set()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with the file that holds what is expected; with --update-golden write that file."""

    def compare(path: Path, text: str) -> None:
        _compared.add(path)
        if request.config.getoption("--update-golden"):
            path.write_bytes(text.encode())
        assert path.exists(), f"{path} is missing; look at the output and run pytest --update-golden"
        assert text == path.read_bytes().decode()

    return compare


@pytest.fixture(scope="session", autouse=True)
def _no_stale_golden(request: pytest.FixtureRequest) -> Iterator[None]:
    """A golden file that nothing compares with any more is a mistake, when all of its tests have run."""
    yield
    chosen = request.config.getoption("keyword") or hasattr(request.config, "workerinput")
    everything = not chosen and request.config.args in ([str(ROOT / "tests")], ["tests"])
    stale = set(GOLDEN.iterdir()) - _compared if everything and not request.session.testsfailed else set()
    assert not stale, f"nothing compares with {stale}"


def text_of(ran: Ran) -> str:
    """The answer of a command that must succeed."""
    assert ran.status == 0, ran
    return ran.stdout
