from django.urls import path

from fulian.accounts.views import own, people, saved, second_factor, signing

app_name = "accounts"

signing_urls = [
    path("sign-in/", signing.SignIn.as_view(), name="sign-in"),
    path("sign-out/", signing.SignOut.as_view(), name="sign-out"),
    path("second-factor/", second_factor.SecondFactor.as_view(), name="second-factor"),
    path("second-factor/set-up/", second_factor.SecondFactorSetup.as_view(), name="second-factor-setup"),
    path("type-size/", signing.TypeSize.as_view(), name="type-size"),
]
own_urls = [
    path("me/", own.Profile.as_view(), name="profile"),
    path("me/password/", own.PasswordChange.as_view(), name="password-change"),
    path("me/filters/", saved.FilterSave.as_view(), name="filter-save"),
    path("me/filters/<int:pk>/forget/", saved.FilterForget.as_view(), name="filter-forget"),
]
people_urls = [
    path("people/", people.UserList.as_view(), name="user-list"),
    path("people/new/", people.UserCreate.as_view(), name="user-create"),
    path("people/<int:pk>/", people.UserDetail.as_view(), name="user-detail"),
    path("people/<int:pk>/edit/", people.UserUpdate.as_view(), name="user-update"),
    path("people/<int:pk>/appoint/", people.PostCreate.as_view(), name="post-create"),
    path("people/<int:pk>/password/", people.PasswordReset.as_view(), name="password-reset"),
    path("people/<int:pk>/second-factor/", people.SecondFactorReset.as_view(), name="second-factor-reset"),
    path("people/<int:pk>/deactivate/", people.UserDeactivate.as_view(), name="user-deactivate"),
    path("people/<int:pk>/activate/", people.UserActivate.as_view(), name="user-activate"),
    path("posts/<int:pk>/end/", people.PostEnd.as_view(), name="post-end"),
]
urlpatterns = signing_urls + own_urls + people_urls
