"""The tree of headings → sections, measures and actions; tables → measures."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bioresp import numerals
from bioresp.circular import codes
from bioresp.circular.account import Use
from bioresp.circular.outline import RANKS
from bioresp.circular.passages import Passage
from bioresp.circular.stretches import TITLE_LINE, Stretch, Stretches, in_order
from bioresp.circular.tabled import tabled, tabled_actions, tables_in
from bioresp.circular.tree import NO_TASK, Node
from bioresp.model import Action, Assignment, Measure, Role, Section

UNNUMBERED = ""
"""The style of labels where there are none."""


@dataclass
class Items:
    """The items of a text, in order."""

    read: Stretches
    inherited: list[Passage] = field(default_factory=list)
    """What the headings above say of roles, for every measure below that says less."""

    # --- sections -----------------------------------------------------------------------------------------------

    def sections(self, root: Node) -> tuple[str, tuple[Section, ...]]:
        """The label style of the outermost level, and the sections; measures without one are in one without title."""
        own = self._root_items(root)
        below = _gathered(self._below(root), None, "", "")
        return _style(root), (*own, *([Section(measures=below.measures)] if below.measures else []), *below.sections)

    def _root_items(self, root: Node) -> list[Section]:
        """Tables and paragraphs with roles that stand before any heading."""
        found = tabled(self.read, root)
        if root.assigning and not found:
            return [Section(measures=self._unnumbered(root), numbering=(UNNUMBERED,))]
        return found

    def _below(self, node: Node) -> list[Section | Measure]:
        """What stands below a heading, in order."""
        made: list[Section | Measure] = []
        headed = [each for each in node.children if self._is_headed(each, node.children)]
        bearing = sum(self._is_measure(each) for each in node.children if each not in headed)
        has_leaves = bearing * 2 >= sum(each.is_bearing or each.bears_below for each in node.children) > 0
        before: Node | None = None
        for child in node.children:
            self._check_number(before, child)
            before = child
            if child in headed:
                made.append(self._headed(child))
            elif headed and child.children and not child.is_bearing:
                made.append(self._section(child))
            elif self.inherited or self._is_measure(child) or (has_leaves and _has_bearing_leaves(child)):
                made.append(self._measure(child))
            elif self._is_section(child) or bearing * 2 < len(node.children) or self._sets_no_task(child):
                made.append(self._section(child))
            else:
                label = self._label(child)
                self.read.doubts.append(codes.no_roles(self.read.source.place(child.start), label))
                made.append(self._measure(child))
        return made

    def _is_measure(self, node: Node) -> bool:
        if node.is_bearing:
            return True
        return node.bears_below and self.read.opens_actions(node) is not None

    def _is_headed(self, node: Node, siblings: Sequence[Node]) -> bool:
        """Has a section's heading roles in it, and measures below: 一、强化创新（市科技局牵头）?"""
        if not node.is_bearing or not node.children or not node.heading or node.heading.rank > RANKS["top"]:
            return False
        spans = self.read.text_spans(node.start, node.end, node.passages)
        is_title = len(spans) == 1 and spans[0][1] - spans[0][0] <= TITLE_LINE
        return is_title and "。" not in self.read.words[spans[0][0] : spans[0][1]] and _opens_measures(node, siblings)

    def _headed(self, node: Node) -> Section:
        """A section whose heading says roles: they hold for what stands below it."""
        assert node.heading
        self.read.doubts.append(codes.heading_roles(self.read.source.place(node.passages[0].start), self._label(node)))
        for each in node.passages:
            self.read.rules(each)
        above, self.inherited = self.inherited, [*self.inherited, *node.passages]
        section = self._section(node)
        self.inherited = above
        return section

    def _is_section(self, node: Node) -> bool:
        return node.bears_below or any(tables_in(self.read, each) for each in node.walk())

    def _sets_no_task(self, node: Node) -> bool:
        return bool(NO_TASK.match(self.read.words, node.start, node.end))

    def _check_number(self, before: Node | None, node: Node) -> None:
        if not before or not before.heading or not node.heading or before.heading.rank != node.heading.rank:
            return
        if node.heading.number == 1 and node.heading.style != before.heading.style:
            return  # 2.1 behind 1.3
        if node.heading.number != before.heading.number + 1:
            place = self.read.source.place(node.heading.start)
            self.read.doubts.append(codes.number_jumps(place, self._label(node), self._label(before)))

    def _label(self, node: Node) -> str:
        heading = node.heading
        return numerals.label(heading.style, heading.number) if heading else ""

    def _section(self, node: Node) -> Section:
        heading = node.heading
        assert heading
        self.read.account.use(heading.start, heading.body, Use.TITLE, f"部分 {heading.number}")
        spans = self.read.text_spans(node.start, node.end, node.passages)
        title, spans = self.read.titled(spans)
        for each in node.passages:
            self.read.rules(each)
        text = self.read.text(spans, Use.TEXT)
        made: list[Section | Measure] = [*tabled(self.read, node), *self._below(node)]
        section = _gathered(made, heading.number, title, text)
        return section if section.numbering or not node.children else replace(section, numbering=(_style(node),))

    # --- measures -----------------------------------------------------------------------------------------------

    def _measure(self, node: Node) -> Measure:
        heading = node.heading
        assert heading
        self.read.account.use(heading.start, heading.body, Use.TITLE, f"措施 {heading.number}")
        self.read.begun.append(heading.start)
        opening = self.read.opens_actions(node)
        before, behind = _parted(node.passages, opening[0] if opening else node.end, node.end)
        stretches = self.read.stretches(node.start, opening[0] if opening else node.end, before)
        title, rest = self.read.titled(stretches[0].spans if stretches else [])
        if stretches:
            stretches[0] = Stretch(rest, stretches[0].passages)
        own, actions = self._own_and_actions(stretches, has_title=bool(title))
        if opening:
            self.read.account.use(*opening, Use.TITLE)
            # a list of the measure's own behind its actions is no text of the last of them
            stop = min((each.start for each in before if opening[1] <= each.start < node.end), default=node.end)
            actions += self.read.stretches(opening[1], stop, behind)
        self.read.count += 1
        assignments, deadline, note = self.read.roles([each for stretch in own for each in stretch.passages])
        assignments = self._with_inherited(assignments)
        text = self.read.text([span for stretch in own for span in stretch.spans], Use.TEXT)
        made = [self._action(each.spans, each.passages) for each in actions if each.spans or each.passages]
        made += tabled_actions(self.read, node)
        listed = [action for child in node.children for action in self._listed(child)]
        self._check_numbers(node.children)
        style = _style(node) if listed else UNNUMBERED
        return Measure(
            heading.number,
            title,
            text,
            assignments,
            _numbered([*made, *listed]),
            deadline,
            note,
            numbering=(style,) if listed or len(made) > 1 else (),
        )

    def _with_inherited(self, own: tuple[Assignment, ...]) -> tuple[Assignment, ...]:
        """A measure's own roles, with the leads of its heading where it names none, with all where it names nobody."""
        above, _, _ = self.read.roles(self.inherited)
        has_lead = any(each.role is Role.LEAD for each in own)
        wanted = [each for each in above if (not own or each.role is Role.LEAD) and not (has_lead and own)]
        return in_order([*wanted, *own])

    def _own_and_actions(self, stretches: list[Stretch], *, has_title: bool) -> tuple[list[Stretch], list[Stretch]]:
        """The measure's own text and roles; where several stretches have roles of their own, they are its actions."""
        assigning = [each for each in stretches if any(passage.reading.assigned for passage in each.passages)]
        if len(assigning) < 2:
            return stretches, []
        own = []
        if assigning[0] is stretches[0] and not stretches[0].spans and has_title:
            own, stretches = stretches[:1], stretches[1:]
            if len(assigning) == 2:
                return [*own, *stretches] if not stretches[0].spans else own, stretches if stretches[0].spans else []
        if stretches and not any(each.reading.assigned for each in stretches[-1].passages):
            own, stretches = [*own, stretches[-1]], stretches[:-1]
        return own, stretches

    def _check_numbers(self, children: Sequence[Node]) -> None:
        for before, node in itertools.pairwise(children):
            self._check_number(before, node)

    def _listed(self, node: Node) -> list[Action]:
        """A numbered item below a measure, and those below it that have roles of their own."""
        heading = node.heading
        assert heading
        self.read.account.use(heading.start, heading.body, Use.TITLE, f"举措 {heading.number}")
        stretches = self.read.stretches(node.start, node.end, node.passages)
        assigning = [each for each in stretches if any(passage.reading.assigned for passage in each.passages)]
        first, more = (stretches, list[Stretch]()) if len(assigning) < 2 else (stretches[:1], stretches[1:])
        spans = [span for each in first for span in each.spans]
        below: list[Action] = []
        for child in node.children:
            assert child.heading
            if child.is_bearing or child.bears_below:
                first_below, *rest = self._listed(child)
                below += [replace(first_below, text=self._label(child) + first_below.text, number=None), *rest]
            else:
                spans.append((child.heading.start, child.end))
                spans += [(each.heading.start, each.end) for each in child.walk() if each is not child and each.heading]
        if below:
            self.read.doubts.append(codes.deep_roles(self.read.source.place(heading.start), self._label(node)))
        passages = [each for stretch in first for each in stretch.passages]
        action = self._action(spans, passages, number=heading.number)
        return [action, *(self._action(each.spans, each.passages) for each in more if each.spans), *below]

    def _action(self, spans: list[tuple[int, int]], passages: list[Passage], number: int | None = None) -> Action:
        assignments, deadline, note = self.read.roles(passages)
        return Action(self.read.text(spans, Use.ACTION), assignments, number, deadline, note)

    def _unnumbered(self, root: Node) -> tuple[Measure, ...]:
        """Paragraphs that have roles and no numbers."""
        stretches = [each for each in self.read.stretches(root.start, root.end, root.passages) if each.spans]
        made = []
        for number, each in enumerate(stretches, 1):
            title, rest = self.read.titled(each.spans)
            self.read.count += 1
            assignments, deadline, note = self.read.roles(each.passages)
            text = self.read.text(rest, Use.TEXT)
            if number == 1:
                self.read.doubts.append(codes.numbered_here(self.read.source.place(each.spans[0][0]), title or text))
            made.append(Measure(number, title, text, assignments, (), deadline, note))
        return tuple(made)


def _opens_measures(node: Node, siblings: Sequence[Node]) -> bool:
    """Are the items below a heading measures: numbered （一）, with roles of their own, or run on through the plan?"""
    below = node.children[0].heading
    firsts = [each.children[0].heading for each in siblings if each.children]
    runs_on = any(first and first.number > 1 for first in firsts)
    return below is not None and (
        below.rank == RANKS["mid"] or runs_on or any(each.is_bearing for each in node.children)
    )


def _has_bearing_leaves(node: Node) -> bool:
    """Has an item no roles itself, but items below it that have, and nothing below these?"""
    return node.bears_below and not any(child.children for child in node.children)


def _parted(passages: list[Passage], opening: int, end: int) -> tuple[list[Passage], list[Passage]]:
    """The stretches that are the measure's own, and those of its actions, which begin at the opening.

    Stretches behind the end were lifted from below; they are the measure's. So are those on lines of their own behind
    its actions, where it has no others.
    """
    own = [each for each in passages if each.start < opening or each.start >= end]
    behind = [each for each in passages if opening <= each.start < end]
    assigning = [each for each in behind if each.reading.assigned]
    if not any(each.reading.assigned for each in own) and behind and assigning == behind[-1:] and behind[-1].is_apart:
        return [*own, *behind], []
    return own, behind


def _style(node: Node) -> str:
    """The style of the labels below a heading."""
    styles = Counter(child.heading.style for child in node.children if child.heading)
    return styles.most_common(1)[0][0] if styles else UNNUMBERED


def _numbered(actions: list[Action]) -> tuple[Action, ...]:
    """Several actions are numbered as the text has it, else by their place; a lone one has the number it was given."""
    if len(actions) > 1 and not all(each.number for each in actions):
        return tuple(replace(each, number=number) for number, each in enumerate(actions, 1))
    return tuple(actions)


def _gathered(made: list[Section | Measure], number: int | None, title: str, text: str) -> Section:
    """A section of what stands below its heading; measures behind a section are in one without title."""
    measures: list[Measure] = []
    sections: list[Section] = []
    for each in made:
        if isinstance(each, Section):
            sections.append(each)
        elif not sections:
            measures.append(each)
        elif not sections[-1].is_heading and not sections[-1].sections:
            last = sections.pop()
            sections.append(Section(measures=(*last.measures, each)))
        else:
            sections.append(Section(measures=(each,)))
    numbering: tuple[str, ...] = ()
    if len(sections) == 1 and not sections[0].is_heading and not measures:
        numbering = sections[0].numbering
        measures, sections = list(sections[0].measures), list(sections[0].sections)
    return Section(number, title, text, tuple(measures), tuple(sections), numbering)
