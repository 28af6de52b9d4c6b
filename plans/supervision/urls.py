from django.urls import path

from plans.supervision import views

app_name = "supervision"
urlpatterns = [
    path("", views.NoticeList.as_view(), name="notice-list"),
    path("new/", views.NoticeCreate.as_view(), name="notice-create"),
    path("export/", views.NoticeExport.as_view(), name="notice-export"),
    path("<int:pk>/", views.NoticeDetail.as_view(), name="notice-detail"),
    path("<int:pk>/edit/", views.NoticeUpdate.as_view(), name="notice-update"),
    path("<int:pk>/issue/", views.NoticeIssue.as_view(), name="notice-issue"),
    path("<int:pk>/discard/", views.NoticeDiscard.as_view(), name="notice-discard"),
    path("<int:pk>/withdraw/", views.NoticeWithdraw.as_view(), name="notice-withdraw"),
    path("<int:pk>/pdf/", views.NoticePaper.as_view(), name="notice-pdf"),
    path("<int:pk>/docx/", views.NoticePaper.as_view(suffix=".docx"), name="notice-docx"),
    path("recipients/<int:pk>/reply/", views.ReplyCreate.as_view(), name="reply-create"),
    path("recipients/<int:pk>/accept/", views.ReplyAccept.as_view(), name="reply-accept"),
    path("recipients/<int:pk>/send-back/", views.ReplySendBack.as_view(), name="reply-send-back"),
]
