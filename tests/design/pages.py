"""Pages of made-up content in the real frame, for the tests that look at the frame itself."""

from types import SimpleNamespace

import django_tables2 as tables
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from fulian.core.forms import PortalForm


class SampleForm(PortalForm):
    name = forms.CharField(label="活动名称", help_text="像写通知标题那样写。")
    kind = forms.ChoiceField(
        label="类别", choices=[("law", "普法维权"), ("home", "家庭教育")], widget=forms.RadioSelect
    )
    themes = forms.MultipleChoiceField(
        label="主题",
        required=False,
        choices=[("1", "两癌筛查"), ("2", "美丽庭院")],
        widget=forms.CheckboxSelectMultiple,
    )
    held_on = forms.DateField(label="日期")
    sessions = forms.IntegerField(label="场次")
    place = forms.ChoiceField(label="地点", required=False, choices=[("", "请选择"), ("1", "石桥村妇女之家")])
    text = forms.CharField(label="做了什么", required=False, widget=forms.Textarea)
    photo = forms.FileField(label="照片", required=False)
    public = forms.BooleanField(label="可用于宣传", required=False)


class SampleTable(tables.Table):
    name = tables.Column(verbose_name="活动名称", linkify=lambda: "/activities/1/")
    held_on = tables.Column(verbose_name="日期")
    kind = tables.Column(verbose_name="类别")
    organization = tables.Column(verbose_name="组织")
    attendances = tables.Column(verbose_name="参加人次", attrs={"cell": {"class": "num"}})


ROWS = [
    {
        "name": "三八维权周普法讲座进村居暨妇女权益保障法宣传咨询服务活动",
        "held_on": "2025-03-08",
        "kind": "普法维权",
        "organization": "柳溪镇石桥村",
        "attendances": 1240,
    }
]


def _item(label: str, icon: str, *, current: bool = False, primary: bool = False) -> dict:
    return {"label": label, "icon": icon, "url": "#", "current": current, "primary": primary}


FRAME = {
    "navigation": [
        {"label": "", "items": [_item("首页", "home", current=True), _item("待办", "inbox")]},
        {"label": "台账与登记", "items": [_item("活动", "activity"), _item("荣誉", "honour")], "open": True},
        {"label": "管理", "items": [_item("组织", "organization")], "open": False},
        {"label": "", "items": [_item("我的", "user")], "own": True},
    ],
    "bottom_navigation": [
        _item("首页", "home", current=True),
        _item("月报", "report"),
        _item("记一场活动", "plus", primary=True),
        _item("活动", "activity"),
        _item("待办", "inbox"),
    ],
}


def request_of_somebody():
    request = RequestFactory().get("/sample/")
    post = SimpleNamespace(role_label="村妇联主席", organization=SimpleNamespace(name="柳溪镇石桥村妇联"))
    request.user = SimpleNamespace(
        is_authenticated=True, display_name="阿依古丽·买买提", current_post=post, may=lambda permission: False
    )
    return request


def form_page(data: dict | None = None, *, type_size: str = "", draft_url: str = "") -> str:
    form = SampleForm(data)
    context = {
        **FRAME,
        "form": form,
        "page_title": "记一场活动",
        "submit_label": "记下这场活动",
        "cancel_url": "/",
        "draft_url": draft_url,
        "type_size": type_size,
    }
    return render_to_string("generic/form.html", context, request=request_of_somebody())


def parts_page(*, type_size: str = "", job: dict | None = None) -> str:
    source = """{% extends "base.html" %}{% load django_tables2 %}
    {% block title %}部件{% endblock %}
    {% block back %}{% include "_partials/back.html" with url="/" only %}{% endblock %}
    {% block page_title %}11月月报{% endblock %}
    {% block scripts %}<script src="/static/js/progress.js" defer></script>{% endblock %}
    {% block page_actions %}<a class="button button--primary" href="#">提交</a>{% endblock %}
    {% block content %}
    {% for tone in tones %}{% include "_components/status.html" with label="状态" tone=tone only %} {% endfor %}
    {% include "_components/notice.html" with text="已保存。" tone="success" only %}
    {% include "_components/notice.html" with text="别人刚刚审核通过了。" tone="error" url="#" url_label="去看" only %}
    <section class="lead-task"><div class="lead-task__text"><h2>11月月报 还有3天</h2><p>已汇总4场活动。</p></div>
      <a class="button button--primary" href="#">去核对</a></section>
    <div class="figures">{% include "_components/figure.html" with label="本月活动" value=4 unit="场次" url="#" provisional=True only %}
      {% include "_components/figure.html" with label="办结率" value="96.2%" n=50 total=52 only %}</div>
    {% include "_components/meter.html" with percent=62.5 n=25 total=40 unit="场次" pace=88 tone="late" only %}
    {% include "_components/definition_list.html" with items=facts only %}
    {% include "_components/timeline.html" with events=events only %}
    {% render_table table %}
    {% include "_components/pagination.html" with next_url="?cursor=x" previous_url="" %}
    {% include "_components/empty.html" with title="还没有草稿" text="会自动存。" action_url="#" action_label="记一场" only %}
    {% if job %}
    {% include "_components/progress.html" with state=job.state percent=job.percent step=job.step poll_url=job.poll_url %}
    {% endif %}
    {% endblock %}"""
    request = request_of_somebody()
    context = {
        **FRAME,
        "request": request,
        "type_size": type_size,
        "tones": ["done", "good", "slow", "late", "wait", "mine", "stop", "locked", ""],
        "facts": [("类别", "普法维权"), ("地点", "")],
        "events": [{"what": "提交月报", "by": "李秀兰", "note": "按点名册核对过。", "tone": "done"}],
        "table": SampleTable(ROWS, request=request, orderable=False),
        "page": SimpleNamespace(count_text="超过 1000 条"),
        "job": job,
    }
    return Template(source).render(Context(context))
