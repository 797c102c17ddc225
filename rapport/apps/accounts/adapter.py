"""How allauth meets this room: who may sign up, and where one lands after signing in."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse

from rapport.apps.accounts.models import User
from rapport.apps.accounts.operations import record_sign_in


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Signing up is open; a new user founds a workspace or follows an invitation."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("start:landing")

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return reverse("start:landing")

    def post_login(self, request: HttpRequest, user: User, **options: Any) -> Any:
        self._keep(request, user, user.email, "signed in")
        return super().post_login(request, user, **options)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        self._keep(request, None, str(credentials.get("email", "")), "refused")
        super().authentication_failed(request, **credentials)

    def logout(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            self._keep(request, request.user, request.user.email, "signed out")
        super().logout(request)

    def _keep(self, request: HttpRequest, user: User | None, email: str, outcome: str) -> None:
        record_sign_in(
            user=user,
            email=email,
            outcome=outcome,
            address=self.get_client_ip(request),
            agent=request.headers.get("User-Agent", ""),
        )
