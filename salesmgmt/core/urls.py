"""Core's addresses: the first page, signing in and out, look-ups, files in and out."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView, PasswordResetDoneView
from django.urls import include, path

from salesmgmt.core.registry import register_list
from salesmgmt.core.web import (
    approvals,
    fault_pages,
    health,
    home,
    jobs_pages,
    list_tools,
    lookups,
    notice_pages,
    people_pages,
    session,
    settings_pages,
    status_pages,
    stuck,
    tasks_pages,
)
from salesmgmt.core.web.urls import document_urls

register_list(tasks_pages.TaskList)

urlpatterns = [
    path("", include("salesmgmt.core.web.file_urls")),
    path("", home.home, name="home"),
    path("healthz/", health.health, name="health"),
    path("readyz/", health.ready, name="ready"),
    path("login/", session.SignIn.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("password/", session.ChangePassword.as_view(), name="password-change"),
    path("password/reset/", session.ResetPassword.as_view(), name="password-reset"),
    path(
        "password/reset/sent/",
        PasswordResetDoneView.as_view(template_name="core/password_reset_done.html"),
        name="password-reset-done",
    ),
    path("password/reset/<uidb64>/<token>/", session.ResetPasswordConfirm.as_view(), name="password-reset-confirm"),
    path("approvals/", approvals.inbox, name="inbox"),
    path("approvals/stuck/", stuck.stuck_list, name="stuck-list"),
    path("approvals/stuck/<int:pk>/", stuck.MoveOn.as_view(), name="stuck-move"),
    path("approvals/steps/<int:pk>/<slug:name>/", approvals.ApprovalAct.as_view(), name="step-do"),
    path("approvals/rounds/<int:pk>/<slug:name>/", approvals.RoundAct.as_view(), name="round-do"),
    path("tasks/", tasks_pages.TaskList.as_view(), name="task-list"),
    path("notices/", notice_pages.index, name="notices"),
    path("notices/mail/", notice_pages.choose_mail, name="notices-mail"),
    path("notices/read/", notice_pages.read_all, name="notices-read"),
    path("notices/<int:pk>/", notice_pages.open_notice, name="notice-open"),
    path("hand-overs/<int:pk>/", notice_pages.open_hand_over, name="hand-over-open"),
    path("hand-overs/<int:pk>/acknowledge/", notice_pages.acknowledge_hand_over, name="hand-over-acknowledge"),
    path("hand-overs/<int:pk>/finish/", notice_pages.finish_hand_over, name="hand-over-finish"),
    *document_urls(
        "users",
        "user",
        list=people_pages.UserList,
        detail=people_pages.UserDetail,
        create=people_pages.UserCreate,
        edit=people_pages.UserEdit,
    ),
    path("units/", people_pages.unit_tree, name="unit-list"),
    path("units/new/", people_pages.UnitCreate.as_view(), name="unit-create"),
    path("units/<int:pk>/", people_pages.UnitEdit.as_view(), name="unit-edit"),
    path("substitutes/", people_pages.MySubstitutes.as_view(), name="substitutes"),
    path("substitutes/<int:pk>/confirm/", people_pages.confirm_substitute, name="substitute-confirm"),
    path("substitutes/<int:pk>/remove/", people_pages.remove_substitute, name="substitute-remove"),
    path("settings/", settings_pages.settings_page, name="settings"),
    path("settings/profile/", settings_pages.choose_profile, name="settings-profile"),
    path("settings/<slug:name>/history/", settings_pages.setting_history, name="setting-history"),
    path("system/", status_pages.status_page, name="system-status"),
    path("jobs/", jobs_pages.jobs_page, name="jobs"),
    path("jobs/<slug:key>/", jobs_pages.job_runs, name="job-runs"),
    path("jobs/<slug:key>/run/", jobs_pages.run_now, name="job-run"),
    path("failed-rows/", fault_pages.fault_list, name="fault-list"),
    path("failed-rows/<int:pk>/again/", fault_pages.fault_again, name="fault-again"),
    path("language/", login_not_required(session.choose_language), name="language"),
    path("lookup/<slug:key>/", lookups.lookup_view, name="lookup"),
    path("amount-in-words/", list_tools.amount_in_words, name="amount-in-words"),
    path("lists/<slug:key>/save-view/", list_tools.save_view, name="list-save-view"),
    path("lists/<slug:key>/columns/", list_tools.choose_columns, name="list-columns"),
    path("saved-views/<int:pk>/delete/", list_tools.delete_view, name="list-delete-view"),
]
