"""The crispy pack: label, help, control and error belong together, for eyes and for a screen reader."""

import re

import pytest
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.template import Context, Template

from fulian.core.forms import PortalForm


class ActivityForm(PortalForm):
    name = forms.CharField(label="活动名称", help_text="像写通知标题那样写。")
    kind = forms.ChoiceField(
        label="类别", choices=[("law", "普法维权"), ("home", "家庭教育")], widget=forms.RadioSelect
    )
    themes = forms.MultipleChoiceField(
        label="主题", required=False, choices=[("1", "两癌筛查")], widget=forms.CheckboxSelectMultiple
    )
    held_on = forms.DateField(label="日期")
    sessions = forms.IntegerField(label="场次", max_value=99)
    yuan = forms.DecimalField(label="金额", required=False)
    text = forms.CharField(label="做了什么", required=False, widget=forms.Textarea)
    photo = forms.FileField(label="照片", required=False)
    public = forms.BooleanField(label="可用于宣传", required=False)


def _crispy(form: forms.Form) -> str:
    return Template("{% load crispy_forms_tags %}{% crispy form %}").render(Context({"form": form}))


def _control(html: str, name: str) -> str:
    return re.search(rf'<(?:input|textarea|select)[^>]*name="{name}"[^>]*>', html)[0]


@pytest.fixture
def refused() -> ActivityForm:
    form = ActivityForm({"name": "", "kind": "nonsense", "held_on": "2025-02-30", "sessions": "很多", "text": "留着我"})
    assert not form.is_valid()
    return form


def test_every_control_has_a_label(refused):
    html = _crispy(ActivityForm())
    labelled = set(re.findall(r'<label[^>]*for="([\w-]+)"', html))
    for name in ("name", "held_on", "sessions", "yuan", "text", "photo"):
        assert f"id_{name}" in labelled
    assert html.count("<legend") == 2  # the radios and the checkboxes


def test_help_and_error_are_tied_to_the_control(refused):
    control = _control(_crispy(refused), "name")
    assert 'aria-describedby="id_name_helptext id_name_error"' in control
    assert 'aria-invalid="true"' in control


def test_the_ids_that_controls_point_to_exist_once(refused):
    html = _crispy(refused)
    pointed = {target for value in re.findall(r'aria-describedby="([^"]+)"', html) for target in value.split()}
    assert pointed
    assert {target: html.count(f'id="{target}"') for target in pointed} == dict.fromkeys(pointed, 1)


def test_the_summary_links_to_each_refused_field(refused):
    html = _crispy(refused)
    summary = re.search(r'<div class="error-summary".*?</div>', html, re.DOTALL)[0]
    targets = re.findall(r'href="#([\w-]+)"', summary)
    assert targets == ["id_name", "id_kind_group", "id_held_on", "id_sessions"]
    assert {target for target in targets if f'id="{target}"' not in html} == set()


def test_a_good_form_shows_no_summary_and_marks_nothing_invalid():
    html = _crispy(ActivityForm())
    assert "error-summary" not in html
    assert "aria-invalid" not in html


def test_everything_typed_is_still_there(refused):
    html = _crispy(refused)
    assert 'value="很多"' in _control(html, "sessions")
    assert 'value="2025-02-30"' in _control(html, "held_on")
    assert "留着我" in html


def test_required_fields_carry_the_word():
    html = _crispy(ActivityForm())
    marked = re.findall(r'(?:<label[^>]*>|<legend[^>]*>)(\w+)<span class="field__mark">必填', html)
    assert marked == ["活动名称", "类别", "日期", "场次"]


def test_a_form_may_mark_what_is_optional_instead():
    class MostlyRequired(ActivityForm):
        required_marks = "optional"

    html = _crispy(MostlyRequired())
    assert "必填" not in html
    assert html.count("选填") == 4  # a lone checkbox is never obligatory to look at


def test_numbers_open_the_number_keys_and_dates_the_calendar():
    html = _crispy(ActivityForm())
    assert 'inputmode="numeric"' in _control(html, "sessions")
    assert 'inputmode="decimal"' in _control(html, "yuan")
    assert 'type="text"' in _control(html, "sessions")
    assert 'type="date"' in _control(html, "held_on")


def test_a_number_field_of_any_form_takes_full_width_digits():
    class Plain(forms.Form):
        people = forms.IntegerField(min_value=0)

    assert 'type="text"' in str(Plain()["people"])
    assert 'inputmode="numeric"' in str(Plain()["people"])
    assert Plain({"people": "１２６"}).is_valid()


def test_choices_keep_what_was_chosen():
    html = _crispy(ActivityForm({"kind": "home", "themes": ["1"]}))
    assert "checked" in re.search(r'<input[^>]*value="home"[^>]*>', html)[0]
    assert "checked" not in re.search(r'<input[^>]*value="law"[^>]*>', html)[0]
    assert "checked" in re.search(r'<input[^>]*name="themes"[^>]*>', html)[0]


def test_layout_objects_render():
    form = ActivityForm()
    form.helper.layout = Layout(Fieldset("活动情况", "name", Row("sessions", "yuan"), css_id="main"))
    html = _crispy(form)
    assert '<fieldset class="fieldset" id="main"' in html
    assert "<legend>活动情况</legend>" in html
    assert html.index("field-row") < html.index('name="sessions"')


def test_the_filter_form_without_a_layout_renders_the_same_fields():
    html = Template("{% load crispy_forms_filters %}{{ form|crispy }}").render(Context({"form": ActivityForm()}))
    assert 'id="id_name_helptext"' in html


def test_a_formset_renders_its_management_form_and_its_errors():
    formset = forms.formset_factory(ActivityForm, extra=1, min_num=1, validate_min=True)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"}
    )
    formset.is_valid()
    html = Template("{% load crispy_forms_filters %}{{ formset|crispy }}").render(Context({"formset": formset}))
    assert html.count('name="form-TOTAL_FORMS"') == 1
    assert 'id="id_form-0-name_error"' in html
