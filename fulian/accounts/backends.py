"""Sign-in by account name or mobile number."""

from django.contrib.auth.backends import BaseBackend
from django.db.models import Q

from fulian.accounts.models import User


class NameOrPhoneBackend(BaseBackend):
    def authenticate(self, request, username=None, password=None, **kwargs):
        if not username or password is None:
            return None
        user = User.objects.filter(Q(username__iexact=username) | Q(phone=username)).first()
        if user is None:
            User().set_password(password)  # the same time for a name that does not exist
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id):
        return User.objects.filter(pk=user_id, is_active=True).first()
