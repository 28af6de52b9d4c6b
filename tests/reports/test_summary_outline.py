"""The sentences are rows that a district edits."""

import pytest
from django.urls import reverse

from fulian.audit.models import AuditEvent
from fulian.core.exceptions import Refused
from fulian.indicators.services import load_defaults
from reports.models import SummarySentence
from reports.services.outline import load_outline, rewrite_sentence


@pytest.fixture
def sentence(cast):
    load_defaults()
    load_outline()
    return SummarySentence.objects.get(code="rights.cases")


def test_a_sentence_is_said_differently_and_the_change_is_written_down(cast, sentence):
    rewrite_sentence(
        sentence=sentence, template=" 全年受理求助{rights.cases}。 ", new_paragraph=True, active=True, by=cast.district_officer
    )  # fmt: skip
    sentence.refresh_from_db()
    assert (sentence.template, sentence.new_paragraph) == ("全年受理求助{rights.cases}。", True)
    assert AuditEvent.objects.filter(event="reports.sentence_rewrite").count() == 1


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("", "不能为空"),
        ("受理{rights.cases", "个数不一样"),
        ("受理{rights.nothing}。", "没有这样的指标或名单：rights.nothing"),
        ("依托{list:registers.venue_names|colour=red}。", "没有这样的指标或名单：registers.venue_names"),
        ("{某人}说。", "没有这样的指标或名单：某人"),
    ],
)
def test_a_sentence_that_could_never_be_said_is_refused(cast, sentence, template, words):
    with pytest.raises(Refused, match=words) as refusal:
        rewrite_sentence(
            sentence=sentence, template=template, new_paragraph=False, active=True, by=cast.district_officer
        )
    assert refusal.value.field == "template"


def test_the_page_lists_the_sentences_and_shows_what_is_wrong_at_the_field(cast, as_user, sentence):
    client = as_user(cast.district_officer)
    assert sentence.template in client.get(reverse("reports:summary-outline")).content.decode()
    url = reverse("reports:summary-sentence-update", args=[sentence.pk])
    wrong = client.post(url, {"template": "受理{rights.nothing}。", "active": "on"})
    assert wrong.status_code == 422
    assert list(wrong.context["form"].errors) == ["template"]
    assert wrong.context["form"]["template"].value() == "受理{rights.nothing}。"
    assert client.post(url, {"template": "受理{rights.cases}。"}).url == reverse("reports:summary-outline")
    sentence.refresh_from_db()
    assert (sentence.template, sentence.active) == ("受理{rights.cases}。", False)
