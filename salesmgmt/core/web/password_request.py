"""The form that asks for a new password; beyond the limits no mail goes out, and nobody is told which limit it was."""

from django.contrib.auth.forms import PasswordResetForm

from salesmgmt.core.domain.password_limit import may_send_password


class PasswordRequestForm(PasswordResetForm):
    client = None

    def get_users(self, email):
        return super().get_users(email) if may_send_password(email, self.client) else ()
