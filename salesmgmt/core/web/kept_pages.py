"""Creating and editing what is kept in a list, without a page of its own."""

from django.urls import reverse

from salesmgmt.core.web.crumbs import Crumb


class KeptPage:
    """Beside CreatePage or EditPage: whatever is done leads back to the list."""

    list_url = ""

    def get_success_url(self, document):
        return reverse(self.list_url)

    def get_cancel_url(self, obj):
        return reverse(self.list_url)

    def get_crumbs(self, obj):
        label = self.model._meta.verbose_name_plural
        return [Crumb(str(label).capitalize(), reverse(self.list_url)), Crumb(self.get_title())]
