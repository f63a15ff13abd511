"""The page: what stands in the file, and what it does in a real Chromium."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tarfile
from base64 import b64encode
from collections.abc import Callable, Iterator
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from bioresp import check, load
from bioresp.formats import Style
from bioresp.formats.page import page as rendered
from bioresp.model import Action, Agency, Assignment, Measure, Plan, Role, Section, Standing
from bioresp.query.concern import Concerns
from bioresp.query.duties import duties
from bioresp.query.filters import Filter, select
from bioresp.query.places import Index, find_sections
from bioresp.query.tally import Tally
from bioresp.report.blocks import Table
from bioresp.report.page import Sheet, page
from tests.conftest import DATA, ROOT, SEED, Run, text_of
from tests.files import chromium

AXE = "axe-core@4.10.3"
"""Fetched when the test runs; a newer one may know new rules."""


def made(*plans: Plan) -> str:
    return rendered(page([Sheet(Index(plan), ()) for plan in plans]), Style())


@pytest.fixture(scope="session")
def seed_page() -> str:
    file = load(SEED)
    return rendered(page([Sheet(Index(file.plan), check(file))]), Style())


# --- the file -----------------------------------------------------------------------------------------------------


class Elements(HTMLParser):
    """The elements of a page with their attributes, and the texts of script and style."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.inside: dict[str, str] = {}
        self._in = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag in ("script", "style"):
            self._in = dict(attrs).get("id") or tag

    def handle_endtag(self, tag: str) -> None:
        self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in:
            self.inside[self._in] = self.inside.get(self._in, "") + data


def test_the_command_writes_one_file(run: Run, tmp_path: Path, seed_page: str) -> None:
    """The page of the seed, whole; nothing beside it."""
    ran = run("page", "-o", tmp_path / "分工.html")
    assert (ran.status, ran.stdout) == (0, "")
    assert [each.name for each in tmp_path.iterdir()] == ["分工.html"]
    assert (tmp_path / "分工.html").read_text("utf-8") == seed_page
    assert text_of(run("page")) == seed_page
    assert run("page", "--table", "measures").status == 2


def test_the_list_is_plain_html(seed_page: str) -> None:
    """Title, document number, standing note, every measure with its units and actions, without any script."""
    plain = re.sub(r"<script.*?</script>|<style.*?</style>|<[^>]*>", "", seed_page, flags=re.DOTALL)
    plan = load(SEED).plan
    assert plan.standing
    for text in (plan.title, plan.document_number, plan.standing.text, "2023-03-03", "未列牵头单位", "检查发现"):
        assert text in plain
    for section in plan.sections:
        assert section.title in plain
        for measure in section.measures:
            assert all(text in plain for text in (measure.title, measure.text, "、".join(measure.responsible)))
            assert all(action.text in plain for action in measure.actions)
    assert seed_page.count('<article class="card"') == 23


def test_the_policy_lets_only_our_script_and_style_run(seed_page: str) -> None:
    """By hash; no inline style, no handler, nothing fetched, no address outside."""
    found = Elements(seed_page)
    policy = dict(found.attributes)["content"]
    policies = [value or "" for name, value in found.attributes if name == "content" and "default-src" in (value or "")]
    assert policy
    assert len(policies) == 1
    for kind in ("script", "style"):
        digest = b64encode(sha256(found.inside[kind].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policies[0]
    assert policies[0].startswith("default-src 'none'; ")
    assert "unsafe" not in policies[0]
    assert not [name for name, _ in found.attributes if name in ("style", "src") or name.startswith("on")]
    assert not {"link", "img", "iframe", "object", "base"} & set(found.tags)
    assert re.findall(r"https?://[^\s\"']+", seed_page) == ["http://www.w3.org/2000/svg"]
    assert "@import" not in seed_page
    assert "url(" not in seed_page


HOSTILE = (
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onfocus='alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "市&amp;局|<!--",
    "__proto__",
    "市😀局\u2028与𠀀办",
    "驻市" + "很长名称" * 9 + "中心",
)


def hostile_plan(names: tuple[str, ...] = HOSTILE) -> Plan:
    """Every text is hostile: names, titles, sentences."""
    return Plan(
        title=names[0],
        document_number=names[1],
        issuer=names[2],
        standing=Standing(names[1], (names[-1],)),
        agencies=tuple(Agency(name) for name in names),
        sections=tuple(
            Section(
                number,
                name,
                name,
                (
                    Measure(
                        number,
                        name,
                        f"{name}办理。",
                        tuple(
                            Assignment(each, Role.LEAD if each == name else Role.RESPONSIBLE)
                            for each in (name, *names[:2])
                        ),
                        (Action(f"{name}牵头，会同{names[1]}和各责任单位办理。", (Assignment(name, Role.LEAD),)),),
                        deadline=name,
                        note=name,
                    ),
                ),
            )
            for number, name in enumerate(names, 1)
        ),
    )


def test_hostile_names_make_no_element() -> None:
    """The page of hostile names has the elements that the page of harmless ones has, and the names in its data."""
    harmless = Elements(made(hostile_plan(tuple(f"市{at}局" for at in range(len(HOSTILE))))))
    hostile = Elements(made(hostile_plan()))
    # the parts of a text that are marked differ with the names
    assert [each for each in hostile.tags if each != "span"] == [each for each in harmless.tags if each != "span"]
    assert {name for name, _ in hostile.attributes} == {name for name, _ in harmless.attributes}
    assert not set("<>&\u2028\u2029") & set(hostile.inside["data"])
    [plan] = json.loads(hostile.inside["data"])
    assert tuple(row[0] for row in plan["agencies"]["rows"]) == HOSTILE


@pytest.mark.parametrize("path", sorted((DATA / "valid").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_plan_has_a_page(path: Path) -> None:
    """Of any shape: sections in sections, none at all, supporting units, numbers that restart."""
    plan = load(path).plan
    source = made(plan)
    assert source.count('<article class="card"') == len(Index(plan).entries)


def test_measures_of_one_number_have_keys_of_their_own() -> None:
    """So that a link finds each of them, in a plan that has yet to be mended."""
    plan = Plan("甲", sections=(Section(1, "乙", measures=(Measure(1, "丙"), Measure(1, "丁"))),))
    tables = [each for each in page([Sheet(Index(plan), ())]).blocks if isinstance(each, Table)]
    assert [[row[1] for row in each.rows] for each in tables if each.name == "measures"] == [["一/一", "一/一~2"]]


# --- in a browser -------------------------------------------------------------------------------------------------

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    where = chromium()
    if where is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=where, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path, seed_page: str) -> Iterator[Open]:
    """Open a page, of the seed where none is given; at the end nothing was complained of and nothing was fetched."""
    wrong: list[str] = []
    contexts = []
    file = tmp_path / "分工.html"

    def open_(
        address: str = "", source: str = seed_page, width: int = 1366, height: int = 768, **settings: Any
    ) -> Page:
        file.write_text(source, "utf-8", newline="")
        context = browser.new_context(viewport={"width": width, "height": height}, offline=True, **settings)
        contexts.append(context)
        tab = context.new_page()
        tab.set_default_timeout(10_000)
        tab.on("console", lambda said: wrong.append(f"{said.type}: {said.text}"))
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        tab.on("dialog", lambda dialog: wrong.append(dialog.message))
        tab.on("request", lambda request: wrong.extend({request.url.partition("#")[0]} - {file.as_uri()}))
        tab.goto(file.as_uri() + address)
        return tab

    yield open_
    for context in contexts:
        context.close()
    assert wrong == []


def rows(tab: Page) -> list[str]:
    """The measures that the grid shows."""
    shown: list[str] = tab.locator(".grid tbody th[scope=row]").evaluate_all(
        "all => all.map(each => each.dataset.measure)"
    )
    return shown


def said(tab: Page) -> str:
    return tab.locator("#status").inner_text()


def cell(measure: str, agency: str) -> str:
    return f'td[data-measure="{measure}"][data-agency="{agency}"]'


def test_the_grid_has_a_mark_for_every_assignment(opened: Open, index: Index) -> None:
    """Marks and agencies as `matrix --layout grid`, and the county by the standing note."""
    tab = opened()
    assert rows(tab) == [entry.ref for entry in index.entries]
    for mark, role in (("●", Role.LEAD), ("○", Role.RESPONSIBLE), ("△", Role.SUPPORTING)):
        wanted = sum(each.role is role for entry in index.entries for each in entry.measure.assignments)
        assert tab.locator("td.has", has_text=mark).count() == wanted
    assert tab.locator(".grid thead th").count() == 1 + 33 + 1
    assert tab.locator("td.has", has_text="◇").count() == 23
    assert said(tab) == "共 23 项措施"


FILTERS = [
    ({"section": "4"}, "四、着力提升生物安全管理水平"),
    ({"agency": "攀枝花海关"}, "攀枝花海关"),
    ({"agency": "县（区）政府"}, "县（区）政府"),
    ({"agency": "市林业局", "role": "lead"}, "市林业局；牵头单位"),
    ({"agency": "市财政局", "role": "responsible", "nolead": "1"}, "市财政局；责任单位；未列牵头单位"),
    ({"nolead": "1"}, "未列牵头单位"),
]


@pytest.mark.parametrize(("wanted", "words"), FILTERS)
def test_filters_let_through_what_the_list_command_does(
    opened: Open, index: Index, wanted: dict[str, str], words: str
) -> None:
    """Set by hand they are said and kept in the address; the address opened anew shows the same."""
    section = find_sections(index, wanted["section"])[0] if "section" in wanted else ()
    role = Role(wanted["role"]) if "role" in wanted else None
    chosen = select(index, Filter(section, wanted.get("agency", ""), role, "nolead" in wanted))
    tab = opened()
    for name, value in wanted.items():
        if name == "nolead":
            tab.check("[name=nolead]")
        else:
            tab.select_option(f"[name={name}]", value)
    assert rows(tab) == [entry.ref for entry in chosen]
    assert said(tab).endswith(f"筛选：{words}")
    again = opened("#" + tab.url.partition("#")[2])
    assert rows(again) == rows(tab)
    assert said(again) == said(tab)
    again.click("#clear")
    assert len(rows(again)) == 23


def test_search_filters_as_one_types(opened: Open) -> None:
    """All the words must stand in the measure; width and letter case make no difference; what is found is marked."""
    tab = opened("#view=measures")
    tab.locator("[name=q]").press_sequentially("监测 遥感")
    tab.wait_for_function("() => location.hash.includes('q=')")
    tab.wait_for_function("() => document.getElementById('status').textContent.includes('遥感')")
    shown = tab.locator(".card:visible").all_inner_texts()
    assert 0 < len(shown) < 23
    assert all("监测" in text and "遥感" in text for text in shown)
    assert tab.evaluate("CSS.highlights.get('found').size") >= 2 * len(shown)
    tab.fill("[name=q]", "(2021—2035年)")
    tab.wait_for_function("() => document.getElementById('status').textContent.includes('2021')")
    assert tab.locator(".card:visible h3").all_inner_texts() == ["（五）推进重要生态系统保护和修复"]
    tab.fill("[name=q]", "量子计算")
    tab.wait_for_selector("text=没有符合条件的措施")


def test_a_cell_shows_why(opened: Open) -> None:
    """Role, place and sentence, the name marked; in the address; Escape closes and goes back to the cell."""
    tab = opened()
    tab.click(cell("十二", "市生态环境局"))
    panel = tab.locator("#detail")
    assert "（十二）持续提升外来入侵物种防控管理水平" in panel.inner_text()
    assert "责任单位" in panel.locator(".who").inner_text()
    assert [each.inner_text() for each in panel.locator("blockquote .role").all()] == ["牵头", "牵头"]
    assert "攀环委办发〔2023〕3号（十二）1." in panel.inner_text()
    assert set(panel.locator("mark").all_inner_texts()) == {"市生态环境局"}
    again = opened("#" + tab.url.partition("#")[2])
    assert again.locator("#detail").inner_text() == panel.inner_text()
    assert tab.evaluate("document.activeElement.id") == "detail-title"
    tab.keyboard.press("Escape")
    assert panel.is_hidden()
    assert tab.evaluate("document.activeElement.dataset.agency") == "市生态环境局"
    tab.go_back()
    assert panel.is_visible()


def test_group_words_and_the_standing_note_are_named(opened: Open) -> None:
    """Who is reached by 各责任单位 sees that word; a county sees the standing note."""
    tab = opened("#at=五&of=市财政局")
    assert tab.locator("#detail .role", has_text="依“各责任单位”").count() == 1
    assert tab.locator("#detail mark").all_inner_texts() == ["各责任单位"]
    tab = opened("#at=七&of=县（区）政府")
    assert "所有工作都需县（区）政府落实或配合" in tab.locator("#detail").inner_text()
    assert tab.locator("#detail .who .role").inner_text() == "通用说明"


@pytest.mark.parametrize("role", [None, Role.LEAD, Role.RESPONSIBLE])
def test_the_tasks_of_an_agency_are_those_of_the_command(opened: Open, index: Index, role: Role | None) -> None:
    """Measures by role, sentences that name it, group words, the standing note; for every agency."""
    tab = opened("#view=agency")
    for agency in index.register:
        has = duties(Concerns(index), agency, role)
        if not duties(Concerns(index), agency).is_any:
            continue
        tab.select_option("[name=agency]", agency)
        tab.select_option("[name=role]", role.value if role else "")
        named = [each for each in has.measures if each.basis == "named"]
        assert tab.locator(".duties tbody tr").count() == len(named)
        texts = tab.locator(".said tbody tr td:last-child").all_inner_texts()
        assert texts == [each.text for each in (*has.sentences, *has.collectives)]
        assert tab.locator("h2", has_text="通用说明").count() == any(each.basis == "standing" for each in has.measures)


def test_loads_and_pairs_are_those_of_stats(opened: Open, index: Index) -> None:
    """A bar for each agency; the number of measures that two share, as a triangle and in a list."""
    tab = opened("#view=agency")
    first = tab.locator(".loads tbody tr").first
    assert first.locator("th, td").all_inner_texts() == ["市林业局", "", "9", "14", "14"]
    assert first.locator("svg").get_attribute("aria-label") == "牵头 9 项，责任 14 项"
    first.locator("a").click()
    tab.wait_for_selector("h2 >> text=市林业局任务清单")
    tab = opened("#view=together")
    wanted = {(each.agency, each.other): each.measures for each in Tally([index]).pairs}
    drawn = tab.locator("rect.shared").evaluate_all(
        "all => all.map(({dataset, firstChild}) => [dataset.of, dataset.with, firstChild.textContent])"
    )
    assert {(one, other): int(re.findall(r"\d+", text)[-1]) for one, other, text in drawn} == wanted
    tab.locator('rect[data-of="市农业农村局"][data-with="市林业局"]').click()
    assert f"共同承担 {wanted['市农业农村局', '市林业局']} 项措施" in tab.locator("#detail").inner_text()


def test_everything_can_be_reached_by_keyboard(opened: Open) -> None:
    """Arrows move between tabs and cells, over headings of sections; Enter opens; the focus is seen."""
    tab = opened()
    tab.focus("#tab-grid")
    for key, view in (("ArrowRight", "agency"), ("End", "together"), ("ArrowRight", "grid")):
        tab.keyboard.press(key)
        assert tab.evaluate("document.activeElement.dataset.view") == view
        tab.wait_for_selector(f"#view-{view}")
        assert tab.locator("[role=tabpanel]:visible").count() == 1
    tab.focus(".grid [tabindex='0']")
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "End", "ArrowUp"):
        tab.keyboard.press(key)
    assert tab.evaluate("document.activeElement.dataset.measure") == "三"
    assert tab.evaluate("document.activeElement.dataset.agency") == "县（区）政府"
    assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#detail")
    tab.keyboard.press("Escape")
    tab.keyboard.press("Home")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#view-measures")
    tab.wait_for_function("document.activeElement.querySelector('h3')?.textContent.startsWith('（三）')")


def test_without_javascript_the_list_is_there(opened: Open) -> None:
    """And no control that does nothing."""
    tab = opened(java_script_enabled=False)
    assert tab.locator(".card").count() == 23
    assert tab.locator(".card").first.is_visible()
    assert tab.locator("noscript p").is_visible()
    assert not [each for each in tab.locator("button, input, select").all() if each.is_visible()]


@pytest.mark.parametrize(("paper", "size"), [("", (842, 595)), ("a3", (1191, 842))])
def test_paper_is_landscape_and_names_the_filter(opened: Open, paper: str, size: tuple[int, int]) -> None:
    """Title, document number, filter and legend are printed, controls are not; no column runs off the page."""
    import pypdfium2

    tab = opened(f"#section=4&paper={paper}")
    document = pypdfium2.PdfDocument(tab.pdf(prefer_css_page_size=True, print_background=True))
    try:
        assert tuple(map(round, document[0].get_size())) == size
        text = re.sub(r"\s", "", document[0].get_textpage().get_text_range())
    finally:
        document.close()
    for words in ("责任分工方案", "攀环委办发〔2023〕3号", "筛选：四、着力提升生物安全管理水平", "●牵头单位"):
        assert words in text
    assert "清除筛选" not in text
    tab.emulate_media(media="print")
    wide = opened(f"#paper={paper}")
    wide.emulate_media(media="print")
    wide.evaluate("dispatchEvent(new Event('beforeprint'))")
    widths = wide.locator(".grid").evaluate_all("all => all.map(each => each.offsetWidth)")
    assert widths
    assert max(widths) <= (size[0] - 57) * 96 / 72


@pytest.mark.parametrize(
    "view", ["grid", "agency", "agency&agency=市林业局", "measures", "together", "grid&at=十二&of=市林业局"]
)
@pytest.mark.parametrize("width", [360, 1366])
def test_no_view_is_wider_than_the_screen(opened: Open, view: str, width: int) -> None:
    """What is wide scrolls inside its own frame, on a phone too."""
    tab = opened(f"#view={view}", width=width, height=740)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_long_names_fit_a_phone(opened: Open) -> None:
    """A name of forty characters, or one word of code, is broken where a short name is kept whole."""
    source = made(hostile_plan())
    for view in (
        "grid",
        "agency",
        "measures",
        "together",
        f"agency&agency={HOSTILE[-1]}",
        "grid&at=九&of=" + HOSTILE[-1],
    ):
        tab = opened(f"#view={view}", source, width=360, height=740)
        assert tab.evaluate("document.documentElement.scrollWidth") <= 360, view
    tab = opened(source=source, width=360, java_script_enabled=False)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360


def test_hostile_names_stay_text(opened: Open) -> None:
    """In every view, every filter and in the panel; nothing runs (`opened` would have seen a dialog)."""
    source = made(hostile_plan())
    tab = opened(source=source)
    assert tab.title() == HOSTILE[0]
    assert tab.locator(".grid thead th").all_inner_texts()[1:] == list(HOSTILE)
    for at, name in enumerate(HOSTILE):
        tab.goto(tab.url.partition("#")[0] + "#view=grid")
        tab.locator(f".grid tbody tr:nth-child({2 * at + 2}) td:nth-child({at + 2})").click()
        assert name in tab.locator("#detail .who").inner_text()
        assert name in tab.locator("#detail mark").all_inner_texts()
        for view in ("agency", "measures", "together"):
            tab.click(f"#tab-{view}")
        tab.click("#tab-agency")
        tab.select_option("[name=agency]", index=at + 1)
        assert tab.locator("h2").first.inner_text().startswith(f"{name}任务清单")
        tab.click("#clear")
    assert tab.locator("img, [onload], [onfocus], [onerror]").count() == 0


@pytest.mark.parametrize(
    "address",
    [
        "#view=nothing&at=九十九&of=外星人&role=constructor&paper=__proto__&plan=7&section=x",
        "#%E0%A4%A",
        "#<img src=x onerror=alert(1)>",
    ],
)
def test_an_address_that_means_nothing_is_the_grid(opened: Open, address: str) -> None:
    """Links grow old; what they name may be gone."""
    assert len(rows(opened(address))) == 23


@pytest.mark.parametrize("path", sorted((DATA / "valid").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_plan_opens_in_every_view(opened: Open, path: Path) -> None:
    """Of any shape (`opened` would have seen an error)."""
    plan = load(path).plan
    tab = opened(source=made(plan))
    for view in ("agency", "measures", "together", "grid"):
        tab.click(f"#tab-{view}")
        assert tab.locator(f"#view-{view}").is_visible()
    assert len(rows(tab)) == len(Index(plan).entries)


def test_several_plans_are_chosen_from(opened: Open, restarting: Index) -> None:
    """A chooser appears; view, filters and title follow it."""
    tab = opened("#view=measures", source=made(load(SEED).plan, restarting.plan))
    assert tab.locator(".card:visible").count() == 23
    tab.select_option("[name=plan]", "1")
    assert tab.locator("h1:visible").all_inner_texts() == [restarting.plan.title]
    assert tab.locator(".card:visible").count() == len(restarting.entries)
    assert opened().locator("[name=plan]").is_hidden()


def large_plan() -> Plan:
    """300 measures × 120 agencies."""
    names = [f"市第{at}工作局" for at in range(1, 121)]

    def measure(number: int) -> Measure:
        units = [names[(number * 7 + at * 11) % 120] for at in range(10)]
        roles = [Assignment(name, Role.RESPONSIBLE if at else Role.LEAD) for at, name in enumerate(units)]
        action = Action(f"{units[0]}牵头会同{units[3]}，各责任单位按职责落实。", (Assignment(units[0], Role.LEAD),))
        return Measure(
            number, f"推进第{number}项工作", "健全制度，完善机制，加强监管。" * 12, tuple(roles), (action,) * 3
        )

    sections = (
        Section(at + 1, f"第{at + 1}类", measures=tuple(map(measure, range(at * 30 + 1, at * 30 + 31))))
        for at in range(10)
    )
    return Plan("大方案", agencies=tuple(map(Agency, names)), sections=tuple(sections))


def test_a_large_plan_works(opened: Open) -> None:
    """300 measures × 120 agencies: a few megabytes, open in seconds, filtered at once, on paper in several grids."""
    plan = large_plan()
    source = made(plan)
    assert len(source.encode()) < 4_000_000
    tab = opened(source=source)
    assert tab.evaluate("performance.getEntriesByType('navigation')[0].duration") < 10_000
    assert len(rows(tab)) == 300
    assert tab.locator(".grid thead th").count() == 121
    tab.select_option("[name=agency]", "市第7工作局")
    assert rows(tab) == [each.ref for each in select(Index(plan), Filter(agency="市第7工作局"))]
    tab.click("#clear")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert tab.locator(".grid").count() == 4
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert tab.locator(".grid").count() == 1


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The source of axe-core, from the npm registry."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("no npm on this machine")
    folder = tmp_path_factory.mktemp("axe")
    packed = subprocess.run([npm, "pack", "--silent", AXE], cwd=folder, capture_output=True, check=False, timeout=120)
    if packed.returncode:
        pytest.skip(f"npm pack {AXE}: {packed.stderr.decode(errors='replace')[-200:]}")
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        member = archive.extractfile("package/axe.min.js")
        assert member
        return member.read().decode()


@pytest.mark.parametrize(
    "view",
    [
        "grid",
        "grid&at=十二&of=市林业局",
        "agency",
        "agency&agency=市林业局",
        "measures",
        "together",
        "together&of=市农业农村局&with=市林业局",
    ],
)
def test_axe_finds_nothing_serious(opened: Open, axe: str, view: str) -> None:
    """No serious or critical violation in any view, nor any of lesser weight."""
    tab = opened(f"#view={view}")
    tab.evaluate(axe)
    found = tab.evaluate("axe.run().then(({violations}) => violations)")
    assert [(each["impact"], each["id"], [node["html"][:200] for node in each["nodes"]][:3]) for each in found] == []


def test_a_folder_of_plans_is_one_page(run: Run, tmp_path: Path) -> None:
    """A file that holds no plan costs a sentence and nothing else."""
    for name in ("measures.yaml", "restarting.yaml"):
        source = ROOT / "data" / name if name == "measures.yaml" else ROOT / "tests/data/valid" / name
        (tmp_path / name).write_bytes(source.read_bytes())
    (tmp_path / "bad.yaml").write_text("x: [", "utf-8")
    done = run("page", "--data", str(tmp_path), "-o", str(tmp_path / "页.html"))
    assert done.status == 0
    assert "共 2 份方案" in done.stderr
    assert "bad.yaml" in done.stderr
    words = (tmp_path / "页.html").read_text("utf-8")
    assert "攀枝花海关" in words
    empty = tmp_path / "空"
    empty.mkdir()
    assert run("page", "--data", str(empty)).status == 1
