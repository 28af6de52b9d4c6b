"""The shape of a plan: title, year, guiding text, chapters and tasks, as the text has them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from plans.reading import tables
from plans.reading.document import ReadChapter, ReadPlan, ReadTask
from plans.reading.duties import ONLY, Duty, duty_in, made
from plans.reading.labels import Label, broken, label_of, points
from plans.reading.targets import targets_in
from plans.reading.tense import FUTURE_HEADING, PAST_HEADING
from plans.reading.windows import windows
from plans.reading.words import folded

LONGEST_TITLE = 60
LONGEST_HEADING = 45
_TITLE = re.compile("计划|要点|方案|总结|安排|规划|意见|打算|报告|通知|思路")
_NOISE = re.compile(
    r"^(?:时间|来源|作者|发布时间|编辑|日期|浏览|字号|点击)\s?[:：]|^[（(]?20\d\d[-年./]\d{1,2}[-月./]\d{1,2}日?[)）]?$"
)
_GUIDING = re.compile("指导思想|总体要求|总体思路|总体目标要求|工作思路")
_SEASON = re.compile(
    r"\s*(?:第?[一二三四1-4]季度|[上下]半年|(?:1[0-2]|[1-9]|[一二三四五六七八九]|十[一二]?)月(?:份)?)\s*[:：]?\s*$"
)
_HALF = re.compile(r"[。；;！!]")


@dataclass
class _Node:
    """A heading while the tree grows."""

    label: str = ""
    style: str = ""
    heading: str = ""
    words: str = ""  # the whole line as written, where heading and the first of `lines` are parts of it
    duty: Duty = field(default_factory=Duty)  # what a heading says of all under it
    past: bool = False
    window: str | None = None
    lines: list[str] = field(default_factory=list)  # what stands directly under it
    tables: list[list[list[str]]] = field(default_factory=list)
    children: list["_Node"] = field(default_factory=list)


def read_plan(text: str, *, year: int | None = None) -> ReadPlan:
    """What the text says, as a proposal. `year` is the plan's year where the user knows it; else the text's own."""
    lines = [line for line in _lines(text) if not _NOISE.match(line)]
    title, rest = _title(lines)
    rest = [line for place, line in enumerate(rest) if place > 5 or line.strip() != title]
    year = year or year_of(title) or year_of("\n".join(rest[:6]))
    root = _grown(rest, past=_reports(title))
    return _Builder(year).plan(title, root)


def _lines(text: str) -> list[str]:
    text = (
        text.replace("\r\n", "\n").replace("\r", "\n").replace("\u3000", " ").replace("\xa0", " ").replace("\x0b", "\n")
    )
    return [line if "\t" in line else line.strip() for line in broken(text).split("\n") if line.strip()]


def _title(lines: list[str]) -> tuple[str, list[str]]:
    """The first short line that names a plan, else the first short line; the lines after it."""
    for place, line in enumerate(lines[:5]):
        plain = line.strip()
        if len(plain) <= LONGEST_TITLE and _TITLE.search(plain) and not _HALF.search(plain) and not label_of(plain):
            return plain.rstrip("：:"), lines[place + 1 :]
    if lines and len(lines[0]) <= LONGEST_TITLE and not _HALF.search(lines[0]) and not label_of(lines[0]):
        return lines[0].strip(), lines[1:]
    return "", lines


def year_of(text: str) -> int | None:
    """The year that the plan is for: the one that stands with 计划, else the first."""
    plain = folded(text)
    if match := re.search(r"(20\d\d)\s?(?:年度?|学年度?)[^\d\n]{0,14}(?:计划|要点|方案|打算|安排|思路)", plain):
        return int(match[1])
    match = re.search(r"(20\d\d)\s?年", plain)
    return int(match[1]) if match else None


def _reports(title: str) -> bool:
    """A summary reports until a heading says what comes next."""
    found = PAST_HEADING.search(title)
    if not found:
        return False
    later = FUTURE_HEADING.search(title, found.end())
    return later is None or bool(re.search("暨|及|和|与", title[found.end() : later.end()]))


class _Growing:
    """The tree while lines are hung into it: a numbering style seen before closes what is open down to it."""

    def __init__(self, *, past: bool):
        self.root = _Node(past=past)
        self.open = [self.root]
        self.rows: list[list[str]] = []

    def hang(self, node: _Node) -> None:
        styles = [part.style for part in self.open]
        if node.style in styles[1:]:
            del self.open[styles.index(node.style, 1) :]
        parent = self.open[-1]
        node.past = self._past(node, parent)
        node.window = node.window or parent.window
        parent.children.append(node)
        self.open.append(node)

    @staticmethod
    def _past(node: _Node, parent: _Node) -> bool:
        if FUTURE_HEADING.search(node.heading) and not PAST_HEADING.search(node.heading):
            strong = re.search("计划|打算|思路|下一步|下步|展望|明年|要点|部署", node.heading)
            return parent.past and not strong
        return bool(PAST_HEADING.search(node.heading)) or parent.past

    def table_line(self, line: str) -> None:
        self.rows.append([cell.strip() for cell in line.split("\t")])

    def close_table(self) -> None:
        if self.rows:
            self.open[-1].tables.append(self.rows)
            self.rows = []


def _grown(lines: list[str], *, past: bool) -> _Node:
    tree = _Growing(past=past)
    for line in lines:
        if "\t" in line:
            tree.table_line(line)
            continue
        tree.close_table()
        label = label_of(line)
        if _SEASON.match(line):
            name = line.strip("：: ")
            tree.hang(_Node(style="season", heading=name, window=name))
        elif label:
            tree.hang(_labelled(line, label))
        elif _divides(line):
            del tree.open[1:]
            tree.root.past = bool(PAST_HEADING.search(line))
            tree.hang(_Node(style="divider", heading=line.strip("：: ")))
        else:
            tree.open[-1].lines.append(line)
    tree.close_table()
    return tree.root


def _divides(line: str) -> bool:
    """A line in the middle that begins another document: 2025年工作计划."""
    plain = line.strip("：: （）()")
    return (
        len(plain) <= 30
        and bool(re.search(r"(?:工作计划|工作打算|工作思路|工作总结|工作回顾|工作要点|下一步工作|工作安排)$", plain))
        and not _HALF.search(plain)
    )


def _labelled(line: str, label: Label) -> _Node:
    words = line[label.end :].strip()
    heading, rest = _heading(words)
    if label.style == "month":
        return _Node(label.text, label.style, "", window=label.text.rstrip(":：、 "), lines=[words] if words else [])
    return _Node(label.text, label.style, heading, words, lines=[rest] if rest else [])


def _heading(words: str) -> tuple[str, str]:
    """A short line is all heading; of a long one the first sentence is, where it is short."""
    if len(words) <= LONGEST_HEADING and not _HALF.search(words.rstrip("。；;！! ")):
        return words.rstrip("。；;：: "), ""
    match = _HALF.search(words)
    if match and match.start() <= 32 and match[0] == "。":
        return words[: match.start()], words[match.end() :].strip()
    colon = re.search("[:：]", words)
    if colon and colon.start() <= 14:
        return words[: colon.start()], words[colon.end() :].strip()
    return "", words


class _Builder:
    """The tree as values, with the targets of each task."""

    def __init__(self, year: int | None):
        self.year = year

    def plan(self, title: str, root: _Node) -> ReadPlan:
        guiding, goals = self._prose(root.lines, root)
        chapters: list[ReadChapter] = []
        for node in root.children:
            if _GUIDING.search(node.heading) and not node.children and not self._targets(node):
                guiding = "\n".join(filter(None, [guiding, *node.lines]))
            else:
                chapters.append(self._chapter(node))
        if goals:
            name = "总体要求" if chapters else title or "正文"
            chapters.insert(0, ReadChapter("", name, "", tuple(goals)))
        chapters += self._tables(root)
        return ReadPlan(title, self.year, guiding, tuple(chapters))

    def _targets(self, node: _Node) -> bool:
        return any(targets_in(line, year=self.year, past=node.past) for line in node.lines)

    def _prose(self, lines: list[str], node: _Node) -> tuple[str, list[ReadTask]]:
        """Words under no number: prose, except where they promise something; then they are tasks."""
        if not node.children and node.style == "":
            return "", [task for line in lines for task in self._tasks("", line, node)]
        prose, tasks = [], []
        for line in lines:
            found = list(self._tasks("", line, node))
            if any(task.targets or task.label for task in found):
                tasks += found
            else:
                prose.append(line)
        return "\n".join(prose), tasks

    def _chapter(self, node: _Node) -> ReadChapter:
        if not node.heading and node.children and node.lines and len(node.lines[0]) <= 80:
            node.heading = node.lines.pop(0).rstrip("。；;：: ")
        said, node.heading = duty_in(node.heading)
        node.duty = said or node.duty
        for child in node.children:
            child.duty = node.duty
        tasks: list[ReadTask] = []
        text = ""
        if node.children:
            text, tasks = self._prose(node.lines, node)
        else:
            tasks = [task for line in node.lines for task in self._tasks("", line, node)]
        if not tasks and not node.children and not node.tables and node.heading:
            tasks = list(self._tasks("", node.heading, node))
        elif headed := targets_in(node.heading, year=self.year, past=node.past, window=node.window):
            tasks.insert(0, ReadTask("", node.heading, targets=tuple(headed)))
        chapters: list[ReadChapter] = []
        nested = any(map(self._deep, node.children))  # then all are chapters, so that their order stays
        for child in node.children:
            if nested:
                chapters.append(self._chapter(child))
            else:
                tasks += self._leaf(child)
        chapters += self._tables(node)
        return ReadChapter(
            node.label, node.heading or node.window or _opening(tasks), text, _with_duties(tasks), tuple(chapters)
        )

    @staticmethod
    def _deep(node: _Node) -> bool:
        """A heading with things under it, or whose words run on as 一是 … 二是 …"""
        if node.children or node.tables or len(node.lines) > 1:
            return True
        return bool(node.heading) and any(len(points(line)) > 2 for line in node.lines)

    def _leaf(self, node: _Node) -> Iterator[ReadTask]:
        repeated = bool(node.words and node.lines and node.words.endswith(node.lines[0]))
        words = [node.words, *node.lines[repeated:]]
        yield from self._tasks(node.label, "\n".join(filter(None, words)), node)

    def _tasks(self, label: str, line: str, node: _Node) -> Iterator[ReadTask]:
        for place, (point, words) in enumerate(points(line)):
            own = point or (label if place == 0 else "")
            yield self._task(own, words.strip(), node)

    def _task(self, label: str, words: str, node: _Node, duty: Duty | None = None) -> ReadTask:
        said, text = duty_in(words)
        duty = duty or said or node.duty
        window = duty.deadline or node.window
        found = targets_in(text, year=self.year, past=node.past, window=window)
        deadline = duty.deadline or next((w.text for w in windows(folded(text)) if w.text.endswith("前")), "")
        return ReadTask(label, text, duty.leader, duty.department, duty.partners, deadline, tuple(found))

    def _tables(self, node: _Node) -> Iterator[ReadChapter]:
        for rows in node.tables:
            for title, entries in tables.grouped(rows):
                tasks = tuple(self._task(e.label, e.text, node, made(e.said) if e.said else None) for e in entries)
                yield ReadChapter("", title, "", tasks)


def _opening(tasks: list[ReadTask]) -> str:
    """A chapter without a heading of its own is called by its first words."""
    return re.split(r"[，,。；;：:]", tasks[0].text, maxsplit=1)[0][:LONGEST_HEADING] if tasks else ""


def _with_duties(tasks: list[ReadTask]) -> tuple[ReadTask, ...]:
    """A line that only says 责任单位：… belongs to the task before it."""
    out: list[ReadTask] = []
    for task in tasks:
        said_only = not task.text and (task.department or task.leader or task.deadline_text)
        out.append(_joined(out.pop(), task) if said_only and out and not out[-1].department else task)
    return tuple(task for task in out if task.text or ONLY.match(task.text))


def _joined(task: ReadTask, said: ReadTask) -> ReadTask:
    return replace(
        task,
        leader=said.leader or task.leader,
        department=said.department,
        partners=said.partners or task.partners,
        deadline_text=said.deadline_text or task.deadline_text,
    )
