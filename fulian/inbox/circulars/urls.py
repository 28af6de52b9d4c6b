from django.urls import path

from fulian.inbox.circulars.views import acts, pages

app_name = "circulars"
urlpatterns = [
    path("", pages.CircularList.as_view(), name="circular-list"),
    path("new/", acts.CircularCreate.as_view(), name="circular-create"),
    path("export/", pages.AnswersExport.as_view(), name="circular-export"),
    path("<int:pk>/", pages.CircularDetail.as_view(), name="circular-detail"),
    path("<int:pk>/edit/", acts.CircularUpdate.as_view(), name="circular-update"),
    path("<int:pk>/issue/", acts.CircularIssue.as_view(), name="circular-issue"),
    path("<int:pk>/discard/", acts.CircularDiscard.as_view(), name="circular-discard"),
    path("<int:pk>/withdraw/", acts.CircularWithdraw.as_view(), name="circular-withdraw"),
    path("<int:pk>/forward/", acts.CircularForward.as_view(), name="circular-forward"),
    path("<int:pk>/remind/", acts.CircularRemind.as_view(), name="circular-remind"),
    path("<int:pk>/answers/", pages.CircularAnswers.as_view(), name="circular-answers"),
    path("<int:pk>/answers/export/", pages.AnswersOfOneExport.as_view(), name="answers-export"),
    path("<int:pk>/people/", pages.PeopleExport.as_view(), name="people-export"),
    path("<int:pk>/pdf/", pages.CircularPaper.as_view(), name="circular-pdf"),
    path("<int:pk>/docx/", pages.CircularPaper.as_view(suffix=".docx"), name="circular-docx"),
    path("files/<int:pk>/", pages.FileDownload.as_view(), name="file-download"),
    path("files/<int:pk>/remove/", acts.FileRemove.as_view(), name="file-remove"),
    path("recipients/<int:pk>/answer/", acts.AnswerCreate.as_view(), name="answer-create"),
]
