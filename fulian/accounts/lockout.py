"""What somebody sees after too many wrong passwords."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked_out(request: HttpRequest, *args, **kwargs) -> HttpResponse:
    return render(request, "accounts/locked_out.html", status=429)
