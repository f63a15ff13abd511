"use strict";
// The views of the page, made from the tables in <script id="data">. Without this script the list of measures remains.
// Texts come from files of others: they only ever become text nodes, never HTML.

const ROLES = {
  lead: { word: "牵头", mark: "●" },
  responsible: { word: "责任", mark: "○" },
  supporting: { word: "配合", mark: "△" },
};
const STANDING = { word: "通用说明", mark: "◇" };
const IN_TEXT = { word: "仅原文点到", mark: "·" };
const VIEWS = ["grid", "agency", "measures", "together"];
const COLUMNS_ON_PAPER = { a4: 35, a3: 45 };
const SVG = "http://www.w3.org/2000/svg";

const byId = (id) => document.getElementById(id);
const filters = byId("filters");
const detail = byId("detail");

// --- making elements ------------------------------------------------------------------------------

/** An element with attributes and children; a string becomes a text node. */
function make(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

function draw(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== "") element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

function table(kind, labels, rows) {
  const head = make("tr", {}, ...labels.map((label) => make("th", { scope: "col" }, label)));
  return make("table", { class: `tasks ${kind}` }, make("thead", {}, head), make("tbody", {}, ...rows));
}

// --- the plans ------------------------------------------------------------------------------------

/** A plan's tables as lists of objects, and what belongs together put together. */
function read(tables) {
  const plan = {};
  for (const [name, { columns, rows }] of Object.entries(tables)) {
    plan[name] = rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at]])));
  }
  plan.about = plan.plans[0];
  plan.measures.forEach((measure) => {
    const above = measure.section === null ? [] : plan.sections[measure.section].above.map(Number);
    Object.assign(measure, { above, duties: [], sentences: [], words: [measure.heading] });
  });
  plan.texts.forEach((text) => {
    text.marks = [];
    text.characters = Array.from(text.text); // marks count characters, a string's index counts UTF-16 units
    plan.measures[text.measure].words.push(text.text);
  });
  for (const field of plan.fields) {
    plan.measures[plan.texts[field.text].measure].words.push([field.value].flat().join("、"));
  }
  for (const duty of plan.duties) plan.measures[duty.measure].duties.push(duty);
  for (const mark of plan.marks) plan.texts[mark.text].marks.push(mark);
  for (const sentence of plan.sentences) {
    sentence.of = plan.texts[sentence.text];
    sentence.measure = plan.measures[sentence.of.measure];
    sentence.measure.sentences.push(sentence);
  }
  for (const measure of plan.measures) {
    const units = measure.duties.map((duty) => duty.agency);
    measure.words = halfWidth([...measure.words, ...units].join("\n"));
  }
  return plan;
}

/** Full-width signs and digits as half-width ones, one for one, so that places stay. */
function halfWidth(text) {
  return text.replace(/[（）：；，！？．０-９]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0));
}

/** One pattern for each word of a search; width, letter case and white space make no difference. */
function patterns(words) {
  const escaped = (char) => char.replace(/[\\^$.*+?()[\]{}|/-]/, "\\$&");
  return halfWidth(words)
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => new RegExp(Array.from(word, escaped).join("\\s*"), "giu"));
}

// --- the state, kept in the address ---------------------------------------------------------------

const plans = JSON.parse(byId("data").textContent).map(read);
let state = {};
let plan = plans[0];

/** The state that the address names; what it does not know is left out. */
function fromAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  const of = (key) => given.get(key) ?? "";
  plan = plans[Number(of("plan"))] ?? plans[0];
  const agency = (key) => (plan.agencies.some((each) => each.agency === of(key)) ? of(key) : "");
  return {
    plan: String(plans.indexOf(plan)),
    view: VIEWS.includes(of("view")) ? of("view") : "grid",
    q: of("q"),
    section: plan.sections.some((each) => each.key === of("section")) ? of("section") : "",
    agency: agency("agency"),
    role: Object.keys(ROLES).includes(of("role")) ? of("role") : "",
    nolead: of("nolead") === "1" ? "1" : "",
    paper: Object.keys(COLUMNS_ON_PAPER).includes(of("paper")) ? of("paper") : "",
    at: plan.measures.some((each) => each.key === of("at")) ? of("at") : "",
    of: agency("of"),
    with: agency("with"),
  };
}

/** The address of the state with some changes. */
function address(changes) {
  const wanted = Object.entries({ ...state, ...changes }).filter(([, value]) => value !== "" && value !== "0");
  return `#${new URLSearchParams(wanted)}`;
}

/** Change the state; typing leaves no trail of addresses behind. */
function go(changes, isTyping = false) {
  if (isTyping) history.replaceState(null, "", address(changes));
  else location.hash = address(changes);
  show();
}

const NO_DETAIL = { at: "", of: "", with: "" };

// --- who is concerned -----------------------------------------------------------------------------

/** Is the duty from the measure's own lists? An action's list gives a role in the action. */
const isListed = (duty) => duty.basis === "named" && !duty.is_action;

/** Does the duty answer who has a role ("" for any) in the measure? An action's lead does not lead the measure. */
const carries = (duty, role) => !role || (duty.role === role && !(role === "lead" && duty.is_action));

// --- filters --------------------------------------------------------------------------------------

/** The measures that the filters let through; the agency view asks without its agency. */
function chosen({ agency = state.agency, role = state.role } = {}) {
  const wanted = patterns(state.q);
  const section = plan.sections.findIndex((each) => each.key === state.section);
  return plan.measures.filter(
    (measure) =>
      (section < 0 || measure.above.includes(section)) &&
      (!state.nolead || measure.unled) &&
      (!(agency || role) ||
        measure.duties.some((duty) => (!agency || duty.agency === agency) && carries(duty, role))) &&
      wanted.every((pattern) => measure.words.search(pattern) >= 0),
  );
}

/** The filters in force, in words; they are printed too. */
function inForce() {
  const words = [];
  if (state.section) words.push(plan.sections.find((each) => each.key === state.section).heading);
  if (state.agency) words.push(state.agency);
  if (state.role) words.push(`${ROLES[state.role].word}单位`);
  if (state.nolead) words.push("未列牵头单位");
  if (state.q.trim()) words.push(`含“${state.q.trim().split(/\s+/).join("”“")}”`);
  return words.join("；");
}

function options(select, pairs) {
  select.replaceChildren(...pairs.map(([value, label]) => make("option", { value: value || undefined }, label)));
  select.options[0].value = pairs[0][0];
}

function fillFilters() {
  const units = new Set([...plan.duties, ...plan.sentences].map((each) => each.agency));
  const named = plan.agencies.filter((each) => units.has(each.agency));
  options(filters.elements.section, [
    ["", "全部"],
    ...plan.sections.map((each) => [each.key, "　".repeat(each.level) + each.heading]),
  ]);
  options(filters.elements.agency, [["", "全部"], ...named.map((each) => [each.agency, each.agency])]);
  for (const key of ["plan", "q", "section", "agency", "role", "paper"]) {
    const field = filters.elements[key];
    const value = state[key] || (key === "paper" ? "a4" : "");
    if (field.value !== value) field.value = value;
  }
  filters.elements.nolead.checked = state.nolead === "1";
}

// --- 矩阵 -------------------------------------------------------------------------------------------

/** What an agency is to a measure: its marks, in words, and the class of the cell. */
function relation(measure, agency) {
  const duties = measure.duties.filter((duty) => duty.agency === agency);
  const roles = Object.keys(ROLES).filter((role) => duties.some((duty) => duty.role === role && isListed(duty)));
  const signs = roles.map((role) => ROLES[role]);
  const isStanding = duties.some((duty) => duty.basis === "standing");
  if (isStanding) signs.push(STANDING);
  if (!signs.length && (duties.length || measure.sentences.some((each) => each.agency === agency))) signs.push(IN_TEXT);
  return {
    mark: signs.map((sign) => sign.mark).join(""),
    words: signs.map((sign) => sign.word),
    roles,
    kind: roles[0] ?? (isStanding ? "standing-cell" : ""),
  };
}

/** The agencies that stand in the measures, in the order of the register. */
function present(measures) {
  const units = new Set(measures.flatMap((measure) => measure.duties.map((duty) => duty.agency)));
  return plan.agencies.map((each) => each.agency).filter((agency) => units.has(agency));
}

function drawGrid(room, columns) {
  const measures = chosen();
  const agencies = present(measures);
  const step = columns ?? (agencies.length || 1);
  const grids = [];
  for (let at = 0; at < agencies.length; at += step) grids.push(grid(measures, agencies.slice(at, at + step)));
  const scroll = make("div", { class: "scroll grid-scroll" }, ...grids);
  scroll.querySelector("thead th")?.setAttribute("tabindex", "0");
  room.replaceChildren(standingNote(), ...(grids.length ? [legend(scroll), scroll] : [nothing()]));
}

function grid(measures, agencies) {
  const head = make(
    "tr",
    {},
    make("th", { scope: "col" }, "措施"),
    ...agencies.map((agency) =>
      make(
        "th",
        { scope: "col", class: agency === state.agency ? "picked" : "", "data-agency": agency, title: agency },
        make("span", {}, agency),
      ),
    ),
  );
  const body = make("tbody");
  let section = null;
  for (const measure of measures) {
    if (measure.section !== section) {
      section = measure.section;
      const words = measure.above.map((each) => plan.sections[each].heading).join("　");
      if (words)
        body.append(
          make("tr", { class: "above" }, make("th", { colspan: agencies.length + 1 }, make("span", {}, words))),
        );
    }
    const title = make("th", { scope: "row", "data-measure": measure.key }, measure.heading);
    if (measure.unled) title.append(" ", make("span", { class: "unled" }, measure.unled));
    body.append(make("tr", {}, title, ...agencies.map((agency) => cell(measure, agency))));
  }
  return make(
    "table",
    { class: "grid", role: "grid", "aria-label": "措施与单位对照表" },
    make("thead", {}, head),
    body,
  );
}

function cell(measure, agency) {
  const { mark, words, kind } = relation(measure, agency);
  if (!mark) return make("td");
  const said = `${measure.cite} ${agency}：${words.join("、")}`;
  return make(
    "td",
    { class: `has ${kind}`, "data-measure": measure.key, "data-agency": agency, "aria-label": said, title: said },
    mark,
  );
}

/** What the marks that stand in the cells mean. */
function legend(room) {
  const marks = new Set([...room.querySelectorAll("td.has")].flatMap((each) => [...each.textContent]));
  const signs = [
    ...Object.entries(ROLES).map(([role, { word, mark }]) => [role, mark, `${word}单位`]),
    ["standing-cell", STANDING.mark, STANDING.word],
    ["", IN_TEXT.mark, IN_TEXT.word],
  ].filter(([, mark]) => marks.has(mark));
  return make(
    "p",
    { class: "legend" },
    "图例：",
    ...signs.map(([kind, mark, words]) => make("span", {}, make("i", { class: kind }, mark), ` ${words}`)),
    make("span", { class: "hint" }, "点一格看依据；点单位看任务清单；点措施看全文。"),
  );
}

function standingNote() {
  if (!plan.about.standing) return "";
  return make(
    "p",
    { class: "standing" },
    make("b", {}, "通用说明"),
    `（适用于全部 ${plan.measures.length} 项措施）：${plan.about.standing}。`,
  );
}

const nothing = () => make("p", { class: "nothing" }, "没有符合条件的措施。");

/** What a cell leads to: its detail, the agency's tasks, or the measure's card. */
function openCell(found) {
  const { measure, agency } = found.dataset;
  if (measure && agency) go({ ...NO_DETAIL, at: measure, of: agency });
  else if (agency) go({ ...NO_DETAIL, view: "agency", agency });
  else if (measure) go({ ...NO_DETAIL, view: "measures", at: measure });
}

/** Arrow keys walk the grid, over the headings of sections; one cell at a time can be reached by Tab. */
function walkGrid(event) {
  const from = event.target.closest("th, td");
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  if (!from) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    openCell(from);
    return;
  }
  const rows = [...from.closest("table").rows].filter((row) => !row.classList.contains("above"));
  const [down, right] = steps[event.key] ?? [0, 0];
  const row = rows[rows.indexOf(from.parentNode) + down];
  const last = row ? row.cells.length - 1 : 0;
  const column = { Home: 0, End: last }[event.key] ?? from.cellIndex + right;
  const to = row?.cells[column];
  if (!to || to === from) return;
  event.preventDefault();
  reach(to);
}

function reach(to) {
  for (const each of to.closest(".scroll").querySelectorAll("[tabindex]")) each.removeAttribute("tabindex");
  to.setAttribute("tabindex", "0");
  to.focus();
}

// --- 按单位 ------------------------------------------------------------------------------------------

function drawAgency(room) {
  if (state.agency) room.replaceChildren(...tasks(state.agency));
  else room.replaceChildren(...loads());
}

/** How much each agency has to do in the measures chosen, the busiest first. */
function loads() {
  const measures = chosen({ agency: "" });
  const rows = plan.agencies
    .map(({ agency }) => {
      const counts = Object.fromEntries(Object.keys(ROLES).map((role) => [role, held(measures, agency, role)]));
      const concerned = measures.filter(
        (each) =>
          each.duties.some((duty) => duty.agency === agency) || each.sentences.some((said) => said.agency === agency),
      );
      const leads = measures
        .flatMap((each) => each.sentences)
        .filter((each) => each.agency === agency && each.role === "lead").length;
      return {
        agency,
        counts,
        leads,
        total: Object.values(counts).reduce((sum, each) => sum + each),
        concerned: concerned.length,
      };
    })
    .filter((each) => each.concerned)
    .sort((one, other) => other.total - one.total);
  if (!rows.length) return [nothing()];
  const most = Math.max(1, ...rows.map((each) => each.total));
  const withSupport = plan.duties.some((duty) => duty.role === "supporting");
  const numbers = Object.keys(ROLES).filter((role) => role !== "supporting" || withSupport);
  const labels = ["单位", "任务量", ...numbers.map((role) => ROLES[role].word), "牵头举措"];
  const made = table(
    "loads",
    labels,
    rows.map(({ agency, counts, leads }) =>
      make(
        "tr",
        {},
        make(
          "th",
          { scope: "row" },
          make("a", { href: address({ ...NO_DETAIL, agency }) }, make("span", { class: "name" }, agency)),
        ),
        make("td", { class: "narrow" }, bar(counts, most)),
        ...numbers.map((role) => make("td", { class: "number" }, String(counts[role] || ""))),
        make("td", { class: "number led" }, String(leads || "")),
      ),
    ),
  );
  made.tHead.rows[0].lastChild.className = "led";
  return [standingNote(), loadLegend(numbers), made];
}

function held(measures, agency, role) {
  return measures.filter((each) =>
    each.duties.some((duty) => duty.agency === agency && duty.role === role && isListed(duty)),
  ).length;
}

function bar(counts, most) {
  const said = Object.entries(counts)
    .filter(([, count]) => count)
    .map(([role, count]) => `${ROLES[role].word} ${count} 项`)
    .join("，");
  const drawing = draw("svg", {
    class: "bar",
    viewBox: "0 0 100 6",
    preserveAspectRatio: "none",
    role: "img",
    "aria-label": said || "未列入名单",
  });
  let from = 0;
  for (const [role, count] of Object.entries(counts)) {
    const width = (100 * count) / most;
    if (count) drawing.append(draw("rect", { class: role, x: from, y: 0, width, height: 6 }));
    from += width;
  }
  return drawing;
}

function loadLegend(roles) {
  const key = (role) =>
    draw(
      "svg",
      { class: "bar key", viewBox: "0 0 10 10", "aria-hidden": "true" },
      draw("rect", { class: role, width: 10, height: 10 }),
    );
  return make(
    "p",
    { class: "legend" },
    "任务量按承担的措施数：",
    ...roles.map((role) => make("span", {}, key(role), ` ${ROLES[role].word}`)),
    make("span", { class: "hint" }, "点单位看任务清单。"),
  );
}

/** The task list of an agency: measures by role, every sentence that names it or reaches it by a group word. */
function tasks(agency) {
  const measures = chosen({ agency: "", role: "" });
  const roles = Object.keys(ROLES).filter((role) => !state.role || role === state.role);
  const duties = roles.flatMap((role) =>
    measures.filter((each) => held([each], agency, role)).map((measure) => ({ role, measure })),
  );
  const inside = new Set(chosen({ agency, role: state.role }));
  const said = measures.flatMap((each) => each.sentences).filter((each) => each.agency === agency);
  const named = said.filter((each) => !each.word && (!state.role || each.role === state.role));
  const reached = said.filter((each) => each.word && inside.has(each.measure));
  const bound = state.role
    ? []
    : measures.filter((each) => each.duties.some((duty) => duty.agency === agency && duty.basis === "standing"));
  return [
    make(
      "h2",
      {},
      `${agency}任务清单`,
      " ",
      make("a", { class: "back", href: address({ ...NO_DETAIL, agency: "" }) }, "全部单位"),
    ),
    make(
      "p",
      { class: "counts" },
      ...roles.flatMap((role) => {
        const count = duties.filter((duty) => duty.role === role).length;
        return count ? [`${ROLES[role].word}单位 `, make("b", {}, String(count)), " 项　"] : [];
      }),
      duties.length ? "" : "措施的名单里没有列出本单位",
    ),
    ...dutyTable(duties),
    ...sentenceTable("点到本单位的原文", "角色", named, agency),
    ...sentenceTable("经统称涉及的举措", "依据", reached, agency),
    ...(bound.length
      ? [
          make("h2", {}, "通用说明"),
          make("p", { class: "standing" }, `${plan.about.standing}。`),
          make("p", {}, `适用于 ${bound.length} 项措施：${bound.map((each) => each.cite).join("、")}。`),
        ]
      : []),
  ];
}

function dutyTable(duties) {
  if (!duties.length) return [];
  const deadlines = duties.some(({ measure }) => measure.deadline);
  return [
    table(
      "duties",
      ["角色", "措施", ...(deadlines ? ["完成时限"] : [])],
      duties.map(({ role, measure }) =>
        make(
          "tr",
          {},
          make("td", { class: "narrow" }, roleTag(role)),
          make("td", {}, measureLink(measure)),
          ...(deadlines ? [make("td", {}, measure.deadline)] : []),
        ),
      ),
    ),
  ];
}

function sentenceTable(title, label, sentences, agency) {
  if (!sentences.length) return [];
  return [
    make("h2", {}, title),
    table(
      "said",
      [label, "出处", "原文"],
      sentences.map((each) =>
        make(
          "tr",
          {},
          make("td", { class: "narrow" }, sentenceTag(each)),
          make("td", { class: "cite" }, ...cited(each.of)),
          make("td", {}, ...marked(each.of, agency)),
        ),
      ),
    ),
  ];
}

/** Document number and place, each whole on a line where there is room. */
function cited(text) {
  const number = plan.about.document_number;
  const place = text.cite.slice(number.length);
  return [make("span", {}, number), document.createElement("wbr"), make("span", {}, place)];
}

const roleTag = (role) => make("span", { class: `role ${role}` }, ROLES[role].word);

function sentenceTag(sentence) {
  if (sentence.word) return make("span", { class: "role" }, `依“${sentence.word}”`);
  return sentence.role ? roleTag(sentence.role) : make("span", { class: "role" }, "提及");
}

const measureLink = (measure) =>
  make(
    "a",
    {
      href: address({
        ...NO_DETAIL,
        view: "measures",
        agency: "",
        role: "",
        q: "",
        section: "",
        nolead: "",
        at: measure.key,
      }),
    },
    measure.heading,
  );

/** A text with the names of an agency marked, or the group word that means it. */
function marked(text, agency) {
  const marks = text.marks.filter((mark) => mark.agency === agency).sort((one, other) => one.start - other.start);
  const pieces = [];
  let at = 0;
  for (const { start, end } of marks) {
    pieces.push(
      text.characters.slice(at, start).join(""),
      make("mark", {}, text.characters.slice(start, end).join("")),
    );
    at = end;
  }
  return [...pieces, text.characters.slice(at).join("")].filter(Boolean);
}

// --- 按措施 ------------------------------------------------------------------------------------------

/** The cards stand in the page already: only which are shown changes. */
function drawMeasures(room) {
  const shown = new Set(chosen());
  const sections = new Set([...shown].flatMap((measure) => measure.above));
  room.querySelector(".nothing")?.remove();
  for (const each of room.querySelectorAll(".plan")) each.hidden = each.dataset.plan !== state.plan;
  const list = room.querySelector(`.plan[data-plan="${state.plan}"]`);
  for (const each of list.querySelectorAll(".section")) each.hidden = !sections.has(Number(each.dataset.section));
  for (const each of list.querySelectorAll(".card")) {
    const measure = plan.measures[Number(each.dataset.measure)];
    each.hidden = !shown.has(measure);
    each.classList.toggle("open", measure.key === state.at);
  }
  if (!shown.size) room.prepend(nothing());
}

// --- 协作 -------------------------------------------------------------------------------------------

/** For each two agencies the measures that name both, in a triangle: names stand on its slope. */
function drawTogether(room) {
  const measures = chosen();
  const pairs = shared(measures);
  const agencies = present(measures).filter((agency) => measures.some((each) => isNamed(each, agency)));
  if (agencies.length < 2) {
    room.replaceChildren(nothing());
    return;
  }
  const busiest = [...pairs.values()]
    .filter((pair) => !state.agency || pair.names.includes(state.agency))
    .sort((one, other) => other.measures.length - one.measures.length)
    .slice(0, 20);
  const link = ({ names }) => address({ at: "", of: names[0], with: names[1] });
  room.replaceChildren(
    make(
      "p",
      { class: "legend" },
      "格中数字是两个单位共同承担的措施数；单位名写在斜边上，横看是行，往下看是列。",
      make("span", { class: "hint" }, "点一格看是哪些措施。"),
    ),
    make(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": "协作矩阵" },
      triangle(agencies, pairs),
    ),
    make("h2", {}, state.agency ? `与${state.agency}共同承担最多的` : "共同承担最多的"),
    table(
      "pairs",
      ["单位", "单位", "措施"],
      busiest.map((pair) =>
        make(
          "tr",
          {},
          make("td", {}, pair.names[0]),
          make("td", {}, pair.names[1]),
          make(
            "td",
            { class: "number" },
            make(
              "a",
              { href: link(pair), "aria-label": `${pair.names.join("、")}：${pair.measures.length} 项` },
              `${pair.measures.length} 项`,
            ),
          ),
        ),
      ),
    ),
  );
}

const isNamed = (measure, agency) => measure.duties.some((duty) => duty.agency === agency && isListed(duty));

/** The measures that two agencies share, by the two names in the order of the register. */
function shared(measures) {
  const rank = new Map(plan.agencies.map(({ agency }, at) => [agency, at]));
  const found = new Map();
  for (const measure of measures) {
    const named = new Set(measure.duties.filter(isListed).map((duty) => duty.agency));
    const names = [...named].sort((one, other) => rank.get(one) - rank.get(other));
    names.forEach((one, at) =>
      names.slice(at + 1).forEach((other) => {
        const key = JSON.stringify([one, other]);
        if (!found.has(key)) found.set(key, { names: [one, other], measures: [] });
        found.get(key).measures.push(measure);
      }),
    );
  }
  return found;
}

function triangle(agencies, pairs) {
  const size = 20;
  const longest = Math.max(...agencies.map((agency) => Array.from(agency).length));
  const width = agencies.length * size + longest * 13 + 16;
  const most = Math.max(1, ...[...pairs.values()].map((pair) => pair.measures.length));
  const drawing = draw("svg", {
    class: "triangle",
    width,
    height: agencies.length * size + 4,
    viewBox: `0 0 ${width} ${agencies.length * size + 4}`,
    role: "img",
    "aria-label": `${agencies.length} 个单位两两共同承担的措施数；最多的列在下面的表里`,
  });
  agencies.forEach((agency, row) => {
    for (let column = 0; column < row; column += 1) {
      const pair = pairs.get(JSON.stringify([agencies[column], agency]));
      const [x, y] = [column * size, row * size];
      if (!pair) {
        drawing.append(draw("rect", { x, y, width: size, height: size }));
        continue;
      }
      const share = pair.measures.length / most;
      drawing.append(
        draw(
          "rect",
          {
            x,
            y,
            width: size,
            height: size,
            class: "shared",
            "fill-opacity": (0.12 + 0.88 * share).toFixed(2),
            "data-of": agencies[column],
            "data-with": agency,
          },
          draw("title", {}, `${agencies[column]}、${agency}：${pair.measures.length} 项`),
        ),
        draw(
          "text",
          { x: x + size / 2, y: y + 14, class: share > 0.5 ? "count deep" : "count" },
          String(pair.measures.length),
        ),
      );
    }
    drawing.append(
      draw("text", { x: row * size + 5, y: row * size + 15, class: agency === state.agency ? "picked" : "" }, agency),
    );
  });
  return drawing;
}

// --- the panel beside the view --------------------------------------------------------------------

function drawDetail() {
  const wanted = location.hash;
  if (wanted === detailed) return; // to draw it again would lose the focus
  detailed = wanted;
  const measure = plan.measures.find((each) => each.key === state.at);
  let words = null;
  if (state.view === "grid" && measure && state.of) words = cellDetail(measure, state.of);
  else if (state.view === "together" && state.of && state.with) words = pairDetail(state.of, state.with);
  detail.hidden = !words;
  document.body.classList.toggle("with-detail", Boolean(words));
  if (words) detail.replaceChildren(make("button", { type: "button", class: "close" }, "关闭"), ...words);
  for (const each of document.querySelectorAll("td.open, rect.open")) each.classList.remove("open");
  const from = openedFrom();
  from?.classList.add("open");
  if (words) from?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** Who, in which role, and every text of the measure that concerns it. */
function cellDetail(measure, agency) {
  const { roles, words } = relation(measure, agency);
  const said = measure.sentences.filter((each) => each.agency === agency);
  const parts = [
    make("h2", { id: "detail-title", tabindex: "-1" }, measure.heading),
    make(
      "p",
      { class: "who" },
      make("b", {}, agency),
      " ",
      ...(roles.length
        ? roles.map((role) => make("span", { class: `role ${role}` }, `${ROLES[role].word}单位`))
        : [make("span", { class: "role" }, words[0] ?? "未列")]),
    ),
  ];
  if (measure.duties.some((duty) => duty.agency === agency && duty.basis === "standing")) {
    parts.push(make("h3", {}, "依通用说明"), make("blockquote", {}, make("p", {}, `${plan.about.standing}。`)));
  }
  parts.push(
    ...quotes(
      "点到它的原文",
      said.filter((each) => !each.word),
      agency,
    ),
  );
  parts.push(
    ...quotes(
      "经统称涉及的举措",
      said.filter((each) => each.word),
      agency,
    ),
  );
  if (!said.length) parts.push(make("p", { class: "quiet" }, "本措施的正文和举措没有点到它。"));
  parts.push(
    make(
      "p",
      {},
      make("a", { href: address({ ...NO_DETAIL, view: "measures", at: measure.key }) }, "看本措施全文"),
      "　",
      make("a", { href: address({ ...NO_DETAIL, view: "agency", agency }) }, "看该单位任务清单"),
    ),
  );
  return parts;
}

function quotes(title, sentences, agency) {
  if (!sentences.length) return [];
  return [
    make("h3", {}, title),
    ...sentences.map((each) =>
      make(
        "blockquote",
        {},
        make("p", { class: "quiet" }, sentenceTag(each), " ", ...cited(each.of)),
        make("p", {}, ...marked(each.of, agency)),
      ),
    ),
  ];
}

function pairDetail(one, other) {
  const both = chosen().filter((measure) => isNamed(measure, one) && isNamed(measure, other));
  const roles = (measure, agency) => relation(measure, agency).roles.map((role) => roleTag(role));
  return [
    make("h2", { id: "detail-title", tabindex: "-1" }, `${one}、${other}`),
    make("p", { class: "who" }, `共同承担 ${both.length} 项措施`),
    ...both.map((measure) =>
      make(
        "blockquote",
        {},
        make("p", {}, measureLink(measure)),
        make("p", { class: "quiet" }, `${one} `, ...roles(measure, one), `　${other} `, ...roles(measure, other)),
      ),
    ),
  ];
}

/** What the panel was opened from. */
function openedFrom() {
  const cells = [...document.querySelectorAll("td.has, rect.shared")];
  return cells.find(({ dataset }) =>
    dataset.measure
      ? dataset.measure === state.at && dataset.agency === state.of
      : dataset.of === state.of && dataset.with === state.with,
  );
}

function closeDetail() {
  if (detail.hidden) return;
  const from = openedFrom();
  go(NO_DETAIL);
  if (from?.matches("td")) reach(from);
  else byId(`tab-${state.view}`).focus();
}

// --- all of it ------------------------------------------------------------------------------------

const DRAW = { grid: drawGrid, agency: drawAgency, measures: drawMeasures, together: drawTogether };
let drawn = "";
let detailed = null;

/** Show what the address names; the view is drawn anew only where more than the panel changes. */
function show() {
  state = fromAddress();
  document.title = plan.about.title;
  document.documentElement.classList.toggle("paper-a3", state.paper === "a3");
  document.body.classList.toggle("on-grid", state.view === "grid");
  for (const each of document.querySelectorAll(".about")) each.hidden = each.dataset.plan !== state.plan;
  for (const tab of document.querySelectorAll("[role=tab]")) {
    const isChosen = tab.dataset.view === state.view;
    tab.setAttribute("aria-selected", isChosen);
    tab.tabIndex = isChosen ? 0 : -1;
    byId(`view-${tab.dataset.view}`).hidden = !isChosen;
  }
  const { of, with: other, ...rest } = state;
  const wanted = JSON.stringify(state.view === "grid" ? { ...rest, at: "" } : rest);
  if (wanted !== drawn) {
    drawn = wanted;
    fillFilters();
    DRAW[state.view](byId(`view-${state.view}`));
    sayStatus();
  }
  drawDetail();
  highlight();
}

function sayStatus() {
  const count = (state.view === "agency" && !state.agency ? chosen({ agency: "" }) : chosen()).length;
  const words = inForce();
  const all = plan.measures.length;
  const shown = count === all ? `共 ${all} 项措施` : `${count} 项措施（共 ${all} 项）`;
  byId("status").textContent = words ? `${shown}　筛选：${words}` : shown;
}

/** Words searched for are marked without touching the texts, where the browser can. */
function highlight() {
  if (!globalThis.CSS?.highlights) return;
  CSS.highlights.delete("found");
  const wanted = patterns(state.q);
  if (!wanted.length) return;
  const ranges = [];
  for (const room of [byId(`view-${state.view}`), detail]) {
    const texts = document.createTreeWalker(room, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      for (const pattern of wanted) {
        for (const hit of halfWidth(texts.currentNode.data).matchAll(pattern)) {
          const range = new Range();
          range.setStart(texts.currentNode, hit.index);
          range.setEnd(texts.currentNode, hit.index + hit[0].length);
          ranges.push(range);
        }
      }
    }
  }
  CSS.highlights.set("found", new Highlight(...ranges));
}

/** Bring the measure that the address names into sight. */
function reveal() {
  if (state.view !== "measures" || !state.at) return;
  const card = document.querySelector(".card.open");
  card?.scrollIntoView({ block: "start" });
  card?.focus({ preventScroll: true });
}

function listen() {
  let waiting = 0;
  const changed = () => {
    const { plan: number, q, section, agency, role, paper, nolead } = filters.elements;
    const values = {
      q: q.value,
      section: section.value,
      agency: agency.value,
      role: role.value,
      paper: paper.value === "a4" ? "" : paper.value,
      nolead: nolead.checked ? "1" : "",
    };
    const isOther = number.value !== state.plan;
    go({ ...(isOther ? NO_DETAIL : state.view === "measures" ? { at: "" } : {}), ...values, plan: number.value }, true);
  };
  filters.addEventListener("submit", (event) => event.preventDefault());
  filters.addEventListener("change", changed);
  filters.elements.q.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(changed, 120);
  });
  byId("clear").addEventListener("click", () =>
    go({ q: "", section: "", agency: "", role: "", nolead: "", ...NO_DETAIL }),
  );
  byId("print").addEventListener("click", () => print());
  const tabs = [...document.querySelectorAll("[role=tab]")];
  byId("tabs").addEventListener(
    "click",
    ({ target }) => target.dataset.view && go({ ...NO_DETAIL, view: target.dataset.view }),
  );
  byId("tabs").addEventListener("keydown", (event) => {
    const at = tabs.indexOf(event.target);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const tab = tabs[(to + tabs.length) % tabs.length];
    go({ ...NO_DETAIL, view: tab.dataset.view });
    tab.focus();
  });
  const room = byId("view-grid");
  room.addEventListener("keydown", walkGrid);
  room.addEventListener("click", ({ target }) => {
    const found = target.closest(".grid [data-measure], .grid [data-agency]");
    if (found) openCell(found);
    if (!detail.hidden) byId("detail-title").focus();
  });
  byId("view-together").addEventListener("click", ({ target }) => {
    if (target.matches(".shared")) go({ at: "", of: target.dataset.of, with: target.dataset.with });
  });
  detail.addEventListener("click", ({ target }) => target.matches(".close") && closeDetail());
  document.addEventListener("keydown", ({ key }) => key === "Escape" && closeDetail());
  addEventListener("hashchange", () => {
    show();
    reveal();
  });
  addEventListener("beforeprint", () => state.view === "grid" && drawGrid(room, COLUMNS_ON_PAPER[state.paper || "a4"]));
  addEventListener("afterprint", () => {
    if (state.view === "grid") drawGrid(room);
    openedFrom()?.classList.add("open");
  });
}

function start() {
  document.documentElement.classList.add("js");
  const cards = byId("view-measures");
  cards.setAttribute("role", "tabpanel");
  cards.removeAttribute("aria-label");
  cards.setAttribute("aria-labelledby", "tab-measures");
  options(
    filters.elements.plan,
    plans.map((each, at) => [String(at), each.about.title]),
  );
  filters.querySelector(".chooser").hidden = plans.length < 2;
  listen();
  show();
  reveal();
}

start();
