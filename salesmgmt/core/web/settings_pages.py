"""The settings register as a page: every value with its clause, its default and its history."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from salesmgmt.core.domain import settings as register
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.settings_register import BY_NAME, GROUPS, NOT_READ_YET, shown
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb


def shown_groups():
    """Groups in which a setting is read."""
    return {setting.group for setting in shown()}


class SettingRow:
    """One setting as the page shows it."""

    def __init__(self, setting, value, error=""):
        self.setting, self.value, self.error = setting, value, error
        self.seen = register.version_of(setting.name)

    @property
    def is_changed(self):
        return self.value != self.setting.default

    @property
    def default_text(self):
        return in_words(self.setting, self.setting.default)

    @property
    def source(self):
        return self.setting.source.replace("†", "").strip()

    @property
    def is_proposal(self):
        """A † value stands in no source."""
        return "†" in self.setting.source


def in_words(setting, value):
    if value is None or value == "":
        return _("empty")
    if setting.kind == "bool":
        return _("yes") if value else _("no")
    labels = dict(setting.choices)
    if setting.kind == "choices":
        return "、".join(str(labels.get(each, each)) for each in value) or _("none")
    return str(labels.get(value, value))


def stored_in_words(setting, text):
    """A value as the history keeps it, in the words of the page."""
    if setting.kind == "bool":
        return in_words(setting, text == "True") if text else ""
    if setting.kind == "choices":
        return in_words(setting, [part for part in text.split(", ") if part])
    return in_words(setting, text)


def posted(setting, data):
    if setting.kind == "choices":
        return data.getlist(setting.name)
    if setting.kind == "bool":
        return setting.name in data
    return data.get(setting.name, "").strip()


def as_typed(setting, data):
    """What a refused form shows again: what was typed, and where nothing was typed the value of now."""
    value = posted(setting, data)
    if register.is_untouched(setting, value, data.get(f"seen-{setting.name}")):
        return getattr(register.policy(), setting.name)
    return value


def settings_page(request):
    """One group at a time: what was changed on the page is saved together or not at all, the rest is left alone."""
    require(may_at_all(request.user, "settings", "R"))
    group = request.GET.get("group", "platform")
    if group not in shown_groups():
        raise Http404
    settings = [setting for setting in shown() if setting.group == group and setting.name != "profile"]
    if request.method == "POST":
        errors = save(settings, request.POST, request.user)
        if not errors:
            messages.success(request, _("The settings were saved."))
            return redirect(f"{reverse('settings')}?group={group}")
        rows = [SettingRow(each, as_typed(each, request.POST), errors.get(each.name, "")) for each in settings]
        return render(request, "core/settings.html", _context(request, group, rows), status=422)
    policy = register.policy()
    rows = [SettingRow(setting, getattr(policy, setting.name)) for setting in settings]
    return render(request, "core/settings.html", _context(request, group, rows))


def save(settings, data, user):
    """``{name: message}`` of the refused values; with any, nothing is written.

    Each setting says with ``seen-<name>`` what it was when the page was opened; what does not say so was not on it.
    """
    require(register.can_change_settings(user))
    errors = {}
    with transaction.atomic():
        for setting in settings:
            if f"seen-{setting.name}" not in data:
                continue
            try:
                register.change_setting(setting.name, posted(setting, data), user, seen=data[f"seen-{setting.name}"])
            except BusinessError as refusal:
                errors[setting.name] = str(refusal)
        if errors:
            transaction.set_rollback(True)
    register.forget()
    return errors


def _context(request, group, rows):
    return {
        "groups": [(key, label, key == group) for key, label in GROUPS.items() if key in shown_groups()],
        "group": group,
        "group_label": GROUPS[group],
        "rows": rows,
        "may_edit": register.can_change_settings(request.user),
        "profile": BY_NAME["profile"],
        "profile_now": register.policy().profile,
        "profile_seen": register.version_of_profiles(),
        "title": _("Settings"),
        "crumbs": [Crumb(_("Settings"))],
    }


@require_POST
def choose_profile(request):
    """A policy profile sets many values at once (SET-50)."""
    try:
        register.apply_profile(request.POST.get("profile", ""), request.user, seen=request.POST.get("seen"))
        messages.success(request, _("The policy profile was applied."))
    except BusinessError as refusal:
        messages.error(request, str(refusal))
    return redirect("settings")


def setting_history(request, name):
    """Who changed a setting, when, from what to what."""
    require(may_at_all(request.user, "settings", "R"))
    if name not in BY_NAME or name in NOT_READ_YET:
        raise Http404
    setting = BY_NAME[name]
    timeline = list(register.history(name))
    for entry in timeline:
        entry.steps = [[stored_in_words(setting, each) for each in pair] for pair in entry.changes.values()]
    context = {
        "setting": setting,
        "timeline": timeline,
        "title": setting.label,
        "crumbs": [Crumb(_("Settings"), f"{reverse('settings')}?group={setting.group}"), Crumb(setting.label)],
    }
    template = "core/_setting_history.html" if request.htmx else "core/setting_history.html"
    return render(request, template, context)
