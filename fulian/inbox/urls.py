from django.urls import path

from fulian.inbox import views

# Without a namespace: the frame, the settings and every app lead to these by their bare names.
urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("todo/", views.TodoList.as_view(), name="todo-list"),
    path("healthz", views.Healthz.as_view(), name="healthz"),
]
