"""What the tests of performance share."""

import pytest

from salesmgmt.core.domain import settings as register
from salesmgmt.core.models import SettingValue, User


@pytest.fixture
def settings_of(db):
    """Change settings as the administrator would: ``settings_of(commission_other_per_mille="2")``."""

    def change(**values):
        for name, value in values.items():
            SettingValue.objects.update_or_create(key=name, defaults={"value": value})
        register.forget()

    yield change
    register.forget()


@pytest.fixture
def english_people(people):
    """Everybody is told in English: notices are compared as the code writes them; pages speak Chinese."""
    User.objects.update(language="en")
    for person in vars(people).values():
        if isinstance(person, User):
            person.language = "en"
    return people
