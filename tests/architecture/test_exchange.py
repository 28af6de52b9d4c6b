"""Every table is in the exchange workbook, or somebody has said why it is not (docs/ledgers.md)."""

import pytest
from django.apps import apps

from fulian.core.columns import LEDGERS, Ledger
from fulian.ledgers.intake import intakes
from fulian.ledgers.readers import model_of
from fulian.ledgers.words import WORDS

DOMAINS = (
    "activities",
    "families",
    "rights",
    "plans",
    "reports",
    "fulian.registers",
    "fulian.inbox",
    "fulian.indicators",
)
# Lines of a record that leave in a cell of its row, or in the columns of a ledger of another table: (ledger, field of the column).
PARTS = {
    "activities.FieldValue": ("activities.activities", "field_households"),
    "activities.GoodsLine": ("activities.activities", "field_relief_goods"),
    "activities.Partner": ("activities.activities", "partner_links"),
    "activities.Postponement": ("activities.activities", "postponements"),
    "activities.Series": ("activities.activities", "series_words"),
    "activities.TaskLink": ("activities.activities", "task_links"),
    "families.HonourGrading": ("families.honours", "gradings"),
    "families.HonourStep": ("families.honours", "steps"),
    "indicators.MonthlyStatement": ("reports.additions", "added"),
    "registers.Appraisal": ("registers.officers", "appraisal_lines"),
    "registers.Assignment": ("registers.officers", "assignment_lines"),
    "registers.Duty": ("registers.officers", "duty_lines"),
    "registers.Project": ("registers.officers", "project_lines"),
    "registers.TeamHeadcount": ("registers.teams", "headcount_lines"),
    "registers.VenueAssessment": ("registers.venues", "assessment_lines"),
    "registers.VenueCheck": ("registers.venues", "check_lines"),
    "registers.VenueClosure": ("registers.venues", "closure_lines"),
    "registers.VenueEvent": ("registers.venues", "event_lines"),
    "registers.VenueOfficer": ("registers.officers", "keeping_lines"),
    "registers.VenueRoom": ("registers.venues", "room_lines"),
    "rights.CaseContact": ("rights.cases", "contacts"),
    "rights.CasePerson": ("rights.cases", "persons"),
    "rights.CaseStep": ("rights.cases", "steps"),
}
DERIVED = "computed from records that are carried, and made anew where they arrive"
LETTER = "a letter between offices with its answers: it was sent once, in one portal, and is not sent again"
DOCUMENT = "a document with versions and approvals: it is copied, or read in from Word, not carried as rows"
FIXED = "words of the portal's own that no page adds to: every portal has them"
PERSONS = "names of people who gave them for one purpose: their number is carried, they are not"
LEFT_OUT = {
    "activities.DistinctPair": "an answer to a question that the other portal asks again if it must; nothing is counted by it",
    "attendance.Entry": PERSONS,
    "screening.Person": PERSONS,
    "circulars.Circular": LETTER,
    "circulars.CircularFile": LETTER,
    "circulars.CircularRecipient": LETTER,
    "circulars.CircularReminder": LETTER,
    "circulars.CircularSignup": PERSONS,
    "families.CourtyardFeature": FIXED,
    "families.HonourGrade": FIXED,
    "families.HonourKind": FIXED,
    "indicators.Indicator": "a definition with versions and conditions, kept on pages: every portal has the default ones",
    "indicators.MonthGuard": DERIVED,
    "indicators.MonthlyCoverage": DERIVED,
    "indicators.MonthlyTotal": DERIVED,
    "indicators.Release": "what one district signed and let out of its house: it stands where it was signed",
    "monitoring.Domain": DOCUMENT,
    "monitoring.FillLink": "a link with a secret and a day on which it ends",
    "monitoring.MonitoredIndicator": DOCUMENT,
    "monitoring.MonitoringReport": DOCUMENT,
    "monitoring.MonitoringReportFile": DOCUMENT,
    "monitoring.Programme": DOCUMENT,
    "monitoring.ValueVersion": "the history of a value of the programme's monitoring",
    "monitoring.YearTarget": DOCUMENT,
    "monitoring.YearValue": "values of other departments, with their approval: they have an export and a table to fill in of their own",
    "plans.Chapter": DOCUMENT,
    "plans.LogEntry": "what was noted under a target of one plan; it belongs to the plan",
    "plans.Occurrence": DOCUMENT,
    "plans.Plan": DOCUMENT,
    "plans.PlanFile": DOCUMENT,
    "plans.Programme": DOCUMENT,
    "plans.QuarterShare": DOCUMENT,
    "plans.Reading": DOCUMENT,
    "plans.Share": DOCUMENT,
    "plans.Target": DOCUMENT,
    "plans.Task": DOCUMENT,
    "plans.YearShare": DOCUMENT,
    "publicity.PhotoMark": "what was seen on a photo; photos are not carried",
    "registers.StandardPeriod": DERIVED,
    "registers.UsePeriod": DERIVED,
    "reports.AnnualSummary": DOCUMENT,
    "reports.Correction": "changes a month that was approved; where it arrives no month is approved yet",
    "reports.Decision": "how one portal reviewed a month; the other reviews it itself",
    "reports.MonthlyReport": "the procedure of a month: what was added by hand is carried, its review is not",
    "reports.Reminder": LETTER,
    "reports.ReportingTerm": "the days by which one office wants its months: a setting",
    "reports.SummaryChapter": FIXED,
    "reports.SummaryCorrection": DOCUMENT,
    "reports.SummaryFigure": DOCUMENT,
    "reports.SummaryFile": DOCUMENT,
    "reports.SummaryFreeze": DOCUMENT,
    "reports.SummaryParagraph": DOCUMENT,
    "reports.SummarySentence": DOCUMENT,
    "reports.SummaryVersion": DOCUMENT,
    "rights.CaseCategory": FIXED,
    "rights.CaseLook": "who looked at a case: a log, which stays where it was written",
    "rights.KeyCanary": "a check of the portal's own keys",
    "rights.RiskLevel": FIXED,
    "supervision.Notice": LETTER,
    "supervision.Recipient": LETTER,
    "supervision.Reminder": LETTER,
    "supervision.Reply": LETTER,
}


def _models() -> set[str]:
    ours = (config for config in apps.get_app_configs() if config.name.startswith(DOMAINS))
    return {model._meta.label for config in ours for model in config.get_models()}


def _carried() -> set[str]:
    declared = (intake.declared for intake in intakes())
    return {model_of(ledger)._meta.label for ledger in declared if ledger.during} | {m._meta.label for m in WORDS}


def test_every_table_is_carried_or_somebody_said_why_not():
    said = _carried() | PARTS.keys() | LEFT_OUT.keys()
    assert sorted(_models() - said) == []
    assert sorted((PARTS.keys() | LEFT_OUT.keys()) - _models()) == [], "these are no tables any more"
    assert sorted(LEFT_OUT.keys() & (_carried() | PARTS.keys())) == [], "carried, and said to be left out"


@pytest.mark.django_db
def test_what_leaves_in_the_row_of_another_table_has_its_column_there():
    fields = {code: {column.field for column in LEDGERS[code].whole().read_columns} for code, _ in PARTS.values()}
    assert [part for part, (code, field) in PARTS.items() if field not in fields[code]] == []


def test_a_sheet_refers_only_to_sheets_that_stand_before_it_and_leave_with_it():
    wrong = [
        f"{ledger.code}.{column.field}"
        for ledger in (intake.declared for intake in intakes())
        for column in ledger.columns
        if column.refers_to and not _leaves_before(LEDGERS[column.refers_to], ledger)
    ]
    assert wrong == []


def _leaves_before(other: Ledger, ledger: Ledger) -> bool:
    return other.order < ledger.order and other.during is not None and (ledger.confidential or not other.confidential)
