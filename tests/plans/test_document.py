import io

import pytest
from docx import Document as WordDocument
from pypdf import PdfReader

from fulian.core.exceptions import Conflict, Refused
from fulian.documents import blocks
from fulian.documents.flow import NumberedHeading
from fulian.documents.keeping import media_path
from fulian.jobs.models import JobRun
from fulian.jobs.services import run
from plans import services
from plans.choices import ChapterRole, Comparator, NumberStyle
from plans.document import build_document, said
from plans.models import Chapter, Plan, PlanFile, Target, Task
from plans.services.printing import request_print
from plans.tree import tree_of, walk
from tests.factories.plans import PlanFactory, commitment_of, in_force, target_of


def chapter_of(plan, title, parent=None, **fields):
    chapter = Chapter(plan=plan, title=title, parent=parent, **fields)
    return services.add_chapter(chapter=chapter, by=plan.created_by)


def add_task(chapter, text, **fields):
    return services.add_task(task=Task(chapter=chapter, text=text, **fields), by=chapter.plan.created_by)


def whole(plan):
    return Plan.objects.whole().get(pk=plan.pk)


def lines(plan):
    """What the body says, block by block."""
    out = []
    for block in build_document(whole(plan)).blocks:
        if isinstance(block, NumberedHeading):
            tail = "".join(run.text for run in block.tail) if block.tail else ""
            out.append(f"{block.number}{block.text}{tail}")
        elif isinstance(block, blocks.Paragraph):
            out.append(block.text)
        elif isinstance(block, blocks.Enumeration):
            out.append([item.text for item in block.items])
    return out


# ---- numbers ---------------------------------------------------------------------------------------------------------------


def test_headings_are_numbered_by_their_depth_and_tasks_go_on_where_they_stand(plan):
    first = chapter_of(plan, "思想引领")
    section = chapter_of(plan, "宣讲", first)
    point = chapter_of(plan, "院落宣讲", section)
    deepest = chapter_of(plan, "时间安排", point)
    add_task(deepest, "三月启动。")
    add_task(first, "抓好学习。")
    chapter_of(plan, "岗位建功")
    numbers = [(node.depth, node.number, [task.number for task in node.tasks]) for node in walk(tree_of(whole(plan)))]
    assert numbers == [
        (0, "一、", ["（一）"]),
        (1, "（二）", []),  # after the task of the same chapter
        (2, "1.", []),
        (3, "（1）", ["（1）"]),
        (0, "二、", []),
    ]


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (NumberStyle.USUAL, ["（一）", "（二）"]), (NumberStyle.POINT, ["1.", "2."]), (NumberStyle.FIRST_IS, ["一是", "二是"]),
        (NumberStyle.FIRST_MUST, ["一要", "二要"]), (NumberStyle.NONE, ["", ""]),
    ],
)  # fmt: skip
def test_a_heading_says_how_the_parts_under_it_are_numbered(plan, style, expected):
    chapter = chapter_of(plan, "思想引领", style=style)
    for text in ("抓学习。", "抓宣讲。"):
        add_task(chapter, text)
    assert [task.number for task in tree_of(whole(plan))[0].tasks] == expected


def test_annexes_are_counted_by_themselves_and_the_contact_not_at_all(plan):
    for title, role in (
        ("工作目标", ChapterRole.GOALS), ("考评表", ChapterRole.ANNEX), ("联系方式", ChapterRole.CONTACT), ("名单", ChapterRole.ANNEX),
        ("工作要求", ChapterRole.REQUIREMENTS),
    ):  # fmt: skip
        chapter_of(plan, title, role=role)
    assert [node.number for node in tree_of(whole(plan))] == ["一、", "附件1　", "", "附件2　", "二、"]


# ---- the words -------------------------------------------------------------------------------------------------------------


def test_the_body_is_what_was_written_and_the_goals_that_it_does_not_say(cast, plan):
    plan.guiding_thought = "坚持党建带妇建。\n把工作做到院落里。"
    services.change_plan(plan=plan, by=cast.district_officer)
    chapter = chapter_of(plan, "思想引领", text="围绕中心，服务大局。")
    told = add_task(chapter, "开展院落宣讲。全年不少于60场次。")
    target_of(told, low=60, subject="院落宣讲")
    untold = add_task(chapter, "办好巾帼讲堂")
    target_of(untold, low=12, subject="巾帼讲堂")
    commitment_of(untold)
    assert lines(plan) == [
        "坚持党建带妇建。", "把工作做到院落里。", "一、思想引领", "围绕中心，服务大局。",
        "（一）开展院落宣讲。全年不少于60场次。", "（二）办好巾帼讲堂。目标：巾帼讲堂不少于12场次。",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "low", "high", "expected"),
    [
        ("全年不少于60场次", 60, None, True), ("全年不少于160场次", 60, None, False), ("培育六十个品牌", 60, None, True),
        ("培育2-3个品牌", 2, 3, True), ("培育2个品牌", 2, 3, False), ("完成率60.5%", 60, None, False),
    ],
)  # fmt: skip
def test_words_that_hold_every_number_of_a_goal_say_it(text, low, high, expected):
    comparator = Comparator.BETWEEN if high else Comparator.AT_LEAST
    assert said(Target(comparator=comparator, low=low, high=high), text) is expected


def test_what_is_run_in_stands_in_one_paragraph(plan):
    first = chapter_of(plan, "思想引领", style=NumberStyle.FIRST_IS)
    must = chapter_of(plan, "工作要求", style=NumberStyle.FIRST_MUST)
    for text in ("抓学习；", "抓宣讲；"):
        add_task(first, text)
        add_task(must, text)
    assert lines(plan) == ["一、思想引领", ["抓学习；", "抓宣讲；"], "二、工作要求", "一要抓学习；二要抓宣讲。"]


def test_the_sheet_has_a_row_for_each_task_with_who_answers_for_it(cast, plan):
    chapter = chapter_of(plan, "思想引领")
    task = add_task(
        chapter, "开展院落宣讲。", leader="分管副主席", department="组宣部", responsible=cast.town, deadline="每季度末"
    )
    target_of(task, low=60, subject="院落宣讲")
    services.change_part(part=task, by=cast.district_officer, partners=[cast.other_town])
    other = add_task(chapter, "办好巾帼讲堂。")
    target_of(other, low=12, subject="巾帼讲堂")
    annex = build_document(whole(plan)).annexes[-1]
    assert (annex.title, annex.landscape) == ("任务分解表", True)
    assert annex.blocks[0].rows == (
        ("1", "开展院落宣讲。", "院落宣讲不少于60场次", "分管副主席", "组宣部", "柳溪镇（配合：东渡街道）", "每季度末"),
        ("2", "办好巾帼讲堂。", "巾帼讲堂不少于12场次", "", "", "清和区", "12月31日前"),
    )


def test_annex_chapters_come_after_the_signature(plan):
    annex = chapter_of(plan, "考评表", role=ChapterRole.ANNEX, text="满分100分。")
    chapter_of(plan, "评分办法", annex)
    found = build_document(whole(plan)).annexes[0]
    assert (found.title, found.blocks[0].text, found.blocks[1].text) == ("考评表", "满分100分。", "评分办法")


def test_a_plan_is_marked_a_draft_until_it_is_approved(cast, plan, target):
    document = build_document(whole(plan))
    assert (document.watermark, document.header_note) == ("草稿", "起草，未经批准")
    services.submit_plan(plan=plan, by=cast.district_officer)
    services.approve_plan(plan=plan, by=cast.leader)
    document = build_document(whole(plan))
    assert (document.watermark, document.header_note) == ("", "")
    assert [block.date for block in document.blocks if isinstance(block, blocks.Signature)] == ["2025年7月2日"]


def test_another_version_says_which_it_is_and_from_when_it_counts(cast, plan, target):
    in_force(plan, by=cast.leader)
    version = services.revise_plan(plan=plan, by=cast.district_officer, reason="目标提高")
    services.submit_plan(plan=version, by=cast.district_officer)
    services.approve_plan(plan=version, by=cast.leader)
    services.publish_plan(plan=version, by=cast.district_officer)
    assert build_document(whole(version)).header_note == "第2版；2025年7月2日起执行"
    assert build_document(whole(plan)).header_note == "第1版；2025年1月1日至2025年7月1日执行；已被新版代替"


# ---- files -----------------------------------------------------------------------------------------------------------------


def printed(plan, by):
    job = request_print(plan=plan, by=by)
    run(job.pk)
    return JobRun.objects.get(pk=job.pk)


def pdf_text(file):
    reader = PdfReader(io.BytesIO(media_path(file.name).read_bytes()))
    return "".join("".join(page.extract_text().split()) for page in reader.pages)


@pytest.mark.slow
def test_the_files_say_every_number_of_the_plan(cast, plan):
    chapter = chapter_of(plan, "思想引领", style=NumberStyle.FIRST_IS)
    for subject, number in (("宣讲", 61), ("培训", 127), ("走访", 2893)):
        target_of(add_task(chapter, "把工作做到院落里。"), low=number, subject=subject)
    target_of(add_task(chapter, "培育品牌。"), low=2, high=3, comparator=Comparator.BETWEEN, subject="品牌")
    job = printed(plan, cast.district_officer)
    assert (job.state, job.percent) == ("done", 100)
    files = {file.suffix: file for file in PlanFile.objects.all()}
    text = pdf_text(files[".pdf"])
    word = WordDocument(str(media_path(files[".docx"].name)))
    body = "".join(paragraph.text for paragraph in word.paragraphs)
    for target in Target.objects.of_plan(plan):
        goal = f"{target.subject}{target.goal_text}"
        assert (text.count(goal) >= 2, body.count(goal)) == (True, 1), goal  # in the text and in the sheet
    assert files[".pdf"].pages >= 2
    assert files[".pdf"].missing_glyphs == ""


def test_a_print_that_was_made_is_not_made_again(cast, plan, target, monkeypatch):
    monkeypatch.setattr("plans.services.printing.render", quick)
    job = printed(plan, cast.district_officer)
    JobRun.objects.filter(pk=job.pk).update(state="queued")
    run(job.pk)
    assert PlanFile.objects.count() == 2


def quick(document, suffix):
    """Laying out is tested above, and takes seconds."""
    from fulian.documents.rendering import RenderedFile

    return RenderedFile.of(f"{suffix}{document.header_note}".encode(), pages=1)


def test_a_file_is_called_by_what_it_is_and_says_when_it_is_old(cast, plan, target, as_user, monkeypatch):
    monkeypatch.setattr("plans.services.printing.render", quick)
    officer = as_user(cast.district_officer)
    response = officer.post(f"/plans/{plan.pk}/print/")
    job = JobRun.objects.get()
    assert response["Location"] == job.get_absolute_url()
    run(job.pk)
    page = officer.get(f"/plans/{plan.pk}/files/")
    assert ([file.suffix for file in page.context["latest"]], page.context["stale"]) == ([".pdf", ".docx"], False)
    answer = officer.get(page.context["latest"][0].get_absolute_url())
    assert "filename*=utf-8''" in answer["Content-Disposition"]
    assert b"".join(answer.streaming_content).startswith(b".pdf")
    target.low += 1
    services.change_target(target=target, by=cast.district_officer)
    page = officer.get(f"/plans/{plan.pk}/files/")
    assert page.context["stale"] is True
    assert "不是最新的" in page.content.decode()


def test_a_plan_of_another_organization_is_not_downloaded(cast, plan, target, as_user, monkeypatch):
    monkeypatch.setattr("plans.services.printing.render", quick)
    printed(plan, cast.district_officer)
    file = PlanFile.objects.first()
    assert as_user(cast.town_chair).get(file.get_absolute_url()).status_code == 404
    answer = as_user(cast.leader).get(file.get_absolute_url())
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, media_path(file.name).read_bytes())


# ---- arranging -------------------------------------------------------------------------------------------------------------


def titles(plan, parent=None):
    return list(plan.chapters.filter(parent=parent).values_list("title", flat=True))


def test_chapters_take_a_new_order_and_nobody_overwrites_another_one(cast, plan):
    keys = [chapter_of(plan, title).pk for title in "甲乙丙"]
    by = cast.district_officer
    services.reorder_chapters(plan=plan, seen=keys, order=[keys[2], keys[0], keys[1]], by=by)
    assert titles(plan) == ["丙", "甲", "乙"]
    with pytest.raises(Conflict, match="别人刚刚改过"):
        services.reorder_chapters(plan=plan, seen=keys, order=keys[::-1], by=by)
    with pytest.raises(Refused, match="少了或多了"):
        services.reorder_chapters(plan=plan, seen=[keys[2], keys[0], keys[1]], order=keys[:2], by=by)
    assert titles(plan) == ["丙", "甲", "乙"]


def test_a_chapter_moves_into_another_with_all_that_lies_in_it(cast, plan):
    first, second = chapter_of(plan, "甲"), chapter_of(plan, "乙")
    inner = chapter_of(plan, "丙", second)
    services.relocate_chapter(chapter=second, to=first, by=cast.district_officer)
    inner.refresh_from_db()
    assert (titles(plan), titles(plan, first), inner.depth) == (["甲"], ["乙"], 2)
    second.refresh_from_db()
    services.relocate_chapter(chapter=second, to=None, by=cast.district_officer)
    inner.refresh_from_db()
    assert (titles(plan), inner.depth) == (["甲", "乙"], 1)


def test_a_chapter_does_not_move_into_itself_nor_too_deep(cast, plan):
    chain = [chapter_of(plan, "甲")]
    for title in "乙丙丁":
        chain.append(chapter_of(plan, title, chain[-1]))
    other = chapter_of(plan, "戊")
    with pytest.raises(Refused, match="不能移到它自己里面"):
        services.relocate_chapter(chapter=chain[0], to=chain[2], by=cast.district_officer)
    with pytest.raises(Refused, match="超过四层"):
        services.relocate_chapter(chapter=chain[0], to=other, by=cast.district_officer)
    with pytest.raises(Refused, match="最多四层"):
        chapter_of(plan, "己", chain[3])


def test_a_task_moves_to_another_chapter_and_the_gap_closes(cast, plan):
    first, second = chapter_of(plan, "甲"), chapter_of(plan, "乙")
    tasks = [add_task(first, text) for text in ("一。", "二。")]
    services.relocate_task(task=tasks[0], to=second, by=cast.district_officer)
    assert [list(chapter.tasks.values_list("text", "order")) for chapter in (first, second)] == [
        [("二。", 1)],
        [("一。", 1)],
    ]


def test_a_task_is_not_moved_into_another_plan(cast, plan, task):
    other = chapter_of(PlanFactory(organization=cast.district, year=2024, by=cast.district_officer), "甲")
    with pytest.raises(Refused, match="这份计划里的章"):
        services.relocate_task(task=task, to=other, by=cast.district_officer)


def test_the_page_sends_an_order_and_is_told_when_it_is_not_the_newest(cast, plan, as_user):
    keys = [chapter_of(plan, title).pk for title in "甲乙"]
    officer = as_user(cast.district_officer)
    sent = {"seen": f"{keys[0]},{keys[1]}", "order": f"{keys[1]},{keys[0]}"}
    assert officer.post(f"/plans/{plan.pk}/order/", sent).status_code == 200
    assert titles(plan) == ["乙", "甲"]
    again = officer.post(f"/plans/{plan.pk}/order/", sent)
    assert (again.status_code, "别人刚刚改过" in again.json()["message"]) == (409, True)
    assert officer.post(f"/plans/{plan.pk}/order/", {"seen": "x", "order": ""}).status_code == 422


def test_a_form_moves_a_task_and_a_chapter(cast, plan, task, as_user):
    other = chapter_of(plan, "乙")
    officer = as_user(cast.district_officer)
    officer.post(f"/plans/tasks/{task.pk}/place/", {"to": other.pk})
    assert list(other.tasks.all()) == [task]
    officer.post(f"/plans/chapters/{other.pk}/place/", {"to": task.chapter_id})
    other.refresh_from_db()
    assert other.parent_id == task.chapter_id
    officer.post(f"/plans/chapters/{other.pk}/place/", {"to": ""})
    other.refresh_from_db()
    assert other.parent_id is None
