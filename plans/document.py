"""A plan as a 公文: its blocks, from which the PDF and the Word file are made."""

import re
from collections.abc import Iterable, Iterator

from django.utils import timezone

from fulian.core.chinese import long_date, plain, short_date, spoken
from fulian.documents import blocks
from fulian.documents.flow import NumberedHeading
from plans.choices import RUN_IN, ChapterRole, NumberStyle, Status
from plans.models import Plan, Target, Task
from plans.tree import ChapterNode, TaskNode, tree_of, walk

WATERMARKS = {Status.DRAFT: "草稿", Status.SUBMITTED: "草稿", Status.CANCELLED: "作废"}
DEEPEST_HEADING = 4
LONGEST_HEAD = 30  # characters; a longer first sentence is text and not a heading
LONGEST_CELL = 60
SENTENCE = re.compile(r"[^。！？]*[。！？]")
SHEET = "任务分解表"


def build_document(plan: Plan) -> blocks.Document:
    """`plan` comes `whole()`."""
    nodes = tree_of(plan)
    body: list[blocks.Block] = [blocks.Title(_title(plan))]
    if plan.version > 1:
        body.append(blocks.Subtitle(f"（第{plan.version}版）"))
    body += _paragraphs(plan.guiding_thought)
    for node in _of_role(nodes, annex=False):
        body += _chapter(node)
    if day := plan.published_at or plan.approved_at:
        body.append(blocks.Signature(plan.organization.official_name, long_date(timezone.localdate(day))))
    body += [
        blocks.Annex(node.chapter.title, tuple(_inside(node, 0)), landscape=False)
        for node in _of_role(nodes, annex=True)
    ]
    if table := _sheet(nodes):
        body.append(blocks.Annex(SHEET, (table,), landscape=True))
    return blocks.Document(
        title_for_metadata=f"{plan.organization.official_name}{plan.title}", blocks=tuple(body),
        watermark=WATERMARKS.get(Status(plan.status), ""), header_note=_header_note(plan),
    )  # fmt: skip


def _title(plan: Plan) -> tuple[str, ...]:
    name = plan.organization.official_name
    return (plan.title,) if name in plan.title else (name, plan.title)


def _header_note(plan: Plan) -> str:
    """Nothing above a plan that was published once and stands."""
    if plan.status in (Status.DRAFT, Status.SUBMITTED):
        return f"{plan.get_status_display()}，未经批准" + (f"；第{plan.version}版" if plan.version > 1 else "")
    if plan.status == Status.CANCELLED:
        return str(plan.get_status_display())
    if plan.version == 1 and plan.status != Status.SUPERSEDED:
        return ""
    return "；".join(part for part in (f"第{plan.version}版", plan.in_force_text, _superseded(plan)) if part)


def _superseded(plan: Plan) -> str:
    return str(plan.get_status_display()) if plan.status == Status.SUPERSEDED else ""


def _of_role(nodes: Iterable[ChapterNode], *, annex: bool) -> list[ChapterNode]:
    return [node for node in nodes if (node.chapter.role == ChapterRole.ANNEX) == annex]


# ---- the body --------------------------------------------------------------------------------------------------------------


def _chapter(node: ChapterNode) -> Iterator[blocks.Block]:
    if node.chapter.role == ChapterRole.CONTACT:
        yield _paragraph(f"{node.chapter.title}：")
    else:
        yield NumberedHeading(min(node.depth + 1, DEEPEST_HEADING), node.number, node.chapter.title)
    yield from _inside(node, node.depth + 1)


def _inside(node: ChapterNode, depth: int) -> Iterator[blocks.Block]:
    """Its words, its tasks, and the chapters in it; what is an annex further in stays where it stands."""
    yield from _paragraphs(node.chapter.text)
    if node.chapter.style in RUN_IN:
        yield from _run_in(node)
    else:
        for task in node.tasks:
            yield _task(task, depth)
    for child in node.children:
        yield from _chapter(child)


def _paragraph(text: str) -> blocks.Paragraph:
    return blocks.Paragraph(blocks.as_runs(text))


def _paragraphs(text: str) -> list[blocks.Block]:
    return [_paragraph(line.strip()) for line in text.splitlines() if line.strip()]


def _run_in(node: ChapterNode) -> Iterator[blocks.Block]:
    """一是……；二是……。 in one paragraph."""
    texts = [_with_goals(task.task) for task in node.tasks]
    if not texts:
        return
    if node.chapter.style == NumberStyle.FIRST_IS:
        yield blocks.Enumeration(tuple(_paragraph(text) for text in texts))
        return
    separator = "。" if any("。" in text.rstrip("。；") for text in texts) else "；"
    items = (f"{task.number}{text.rstrip('。；，')}" for task, text in zip(node.tasks, texts, strict=True))
    yield _paragraph(separator.join(items) + "。")


def _task(node: TaskNode, depth: int) -> blocks.Block:
    """A short first sentence is its heading, and the rest goes on in the same line."""
    text = _with_goals(node.task)
    level = min(depth + 1, DEEPEST_HEADING)
    head = SENTENCE.match(text)
    if node.number and head and len(head[0]) <= LONGEST_HEAD and text[head.end() :].strip():
        return NumberedHeading(level, node.number, head[0], blocks.as_runs(text[head.end() :].strip()))
    return _paragraph(f"{node.number}{text}")


def _with_goals(task: Task) -> str:
    """The task in its own words, and its goals after them where the words do not say them."""
    text = " ".join(task.text.split()).strip()
    unsaid = [_goal(target) for target in task.targets.all() if not said(target, text)]
    if not unsaid:
        return text
    end = "" if text.endswith(("。", "！", "？")) else "。"
    return f"{text.rstrip('；;，,')}{end}目标：{'；'.join(unsaid)}。"


def _goal(target: Target) -> str:
    window = f"（{target.window_text}）" if target.window_text else ""
    return f"{target.subject}{target.goal_text}{window}"


def said(target: Target, text: str) -> bool:
    """Whether the words hold the goal already: each of its numbers stands in them, in digits or in Chinese."""
    if target.is_commitment:
        return True
    return all(_holds(text, plain(number)) for number in (target.low, target.high) if number is not None)


def _holds(text: str, number: str) -> bool:
    if re.search(rf"(?<![\d.]){re.escape(number)}(?![\d.]*\d)", text):
        return True
    return number.isdigit() and int(number) < 10000 and spoken(int(number)) in text and int(number) > 0


# ---- 任务分解表 --------------------------------------------------------------------------------------------------------------

COLUMNS = (
    blocks.Column("序号", 0.6), blocks.Column("任务", 3.6, "left"), blocks.Column("目标", 3, "left"),
    blocks.Column("责任领导", 1.2), blocks.Column("责任部室", 1.2), blocks.Column("责任组织", 1.8, "left"),
    blocks.Column("完成时限", 1.2),
)  # fmt: skip


def _sheet(nodes: Iterable[ChapterNode]) -> blocks.Table | None:
    """Only what is a task: goals, standards and requirements are text."""
    tasks = [task for node in walk(list(nodes)) if node.chapter.role == ChapterRole.TASKS for task in node.tasks]
    rows = tuple(_row(number, node.task) for number, node in enumerate(tasks, start=1))
    return blocks.Table(COLUMNS, rows) if rows else None


def _row(number: int, task: Task) -> tuple[str, ...]:
    targets = list(task.targets.all())
    goals = "；".join(_goal(target) for target in targets)
    return (
        str(number),
        _brief(task.text),
        goals,
        task.leader,
        task.department,
        _who(task, targets),
        _when(task, targets),
    )


def _brief(text: str) -> str:
    """The first sentence, where the whole is too long for a cell."""
    flat = " ".join(text.split())
    if len(flat) <= LONGEST_CELL:
        return flat
    head = SENTENCE.match(flat)
    sentence = head[0] if head else flat
    return sentence if len(sentence) <= LONGEST_CELL else f"{sentence[: LONGEST_CELL - 1]}…"


def _who(task: Task, targets: list[Target]) -> str:
    own = [task.responsible.name] if task.responsible else list(dict.fromkeys(t.organization.name for t in targets))
    helpers = [partner.name for partner in task.partners.all()] + ([task.partner_units] if task.partner_units else [])
    return "、".join(own) + (f"（配合：{'、'.join(helpers)}）" if helpers else "")


def _when(task: Task, targets: list[Target]) -> str:
    if task.deadline:
        return task.deadline
    if not targets:
        return ""
    last = max(target.due_on for target in targets)
    year = f"{last.year}年" if last.year != task.chapter.plan.year else ""
    return f"{year}{short_date(last)}前"
