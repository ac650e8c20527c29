"""Core's addresses: the first page, signing in and out, look-ups, files in and out."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView, PasswordResetDoneView
from django.urls import include, path, re_path

from salesmgmt.core.web import approvals, home, list_tools, lookups, notice_pages, session

urlpatterns = [
    path("", include("salesmgmt.core.web.file_urls")),
    path("", home.home, name="home"),
    path("login/", session.SignIn.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("password/", session.ChangePassword.as_view(), name="password_change"),
    path("password/reset/", session.ResetPassword.as_view(), name="password_reset"),
    path(
        "password/reset/sent/",
        PasswordResetDoneView.as_view(template_name="core/password_reset_done.html"),
        name="password_reset_done",
    ),
    path(
        "password/reset/<uidb64>/<token>/", session.ResetPasswordConfirm.as_view(), name="password_reset_confirm"
    ),
    path("approvals/", approvals.inbox, name="inbox"),
    path("approvals/steps/<int:pk>/<slug:name>/", approvals.ApprovalAct.as_view(), name="step-do"),
    path("approvals/rounds/<int:pk>/<slug:name>/", approvals.RoundAct.as_view(), name="round-do"),
    path("notices/", notice_pages.index, name="notices"),
    path("notices/read/", notice_pages.read_all, name="notices-read"),
    path("notices/<int:pk>/", notice_pages.open_notice, name="notice-open"),
    path("hand-overs/<int:pk>/", notice_pages.open_hand_over, name="hand-over-open"),
    re_path(
        r"^hand-overs/(?P<pk>\d+)/(?P<name>acknowledge|finish)/$", notice_pages.advance_hand_over, name="hand-over-do"
    ),
    path("language/", login_not_required(session.choose_language), name="set_language"),
    path("lookup/<slug:key>/", lookups.lookup_view, name="lookup"),
    path("amount-in-words/", list_tools.amount_in_words, name="amount-in-words"),
    path("lists/<slug:key>/save-view/", list_tools.save_view, name="list-save-view"),
    path("lists/<slug:key>/columns/", list_tools.choose_columns, name="list-columns"),
    path("saved-views/<int:pk>/delete/", list_tools.delete_view, name="list-delete-view"),
]
