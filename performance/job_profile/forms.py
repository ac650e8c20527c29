from django import forms

from performance.job_profile.models import JobProfile
from salesmgmt.core.web.forms import BaseModelForm


class ProfileForm(BaseModelForm):
    class Meta:
        model = JobProfile
        fields = ["name", "requirements"]
        widgets = {"requirements": forms.Textarea(attrs={"rows": 12})}
