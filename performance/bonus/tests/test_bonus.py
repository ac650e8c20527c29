"""The bonus scale and awards (PAY-08)."""

from decimal import Decimal

import pytest
from django.urls import reverse

from performance.bonus.awarding import grant_award, propose_award, refuse_award
from performance.bonus.models import BonusRule
from performance.bonus.scale import bonus_of, remove_band, set_band
from salesmgmt.core.exceptions import BusinessError, PermissionDenied

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english", "english_people")]


def band(people, low="90", high="100", amount="1000"):
    found = {"score_from": Decimal(low), "score_to": Decimal(high), "amount": Decimal(amount)}
    return set_band(people.gm, period="month", **found)


@pytest.mark.parametrize(
    ("score", "amount"), [("90", Decimal(1000)), ("100", Decimal(1000)), ("89.99", None), ("100.01", None)]
)
def test_pay_08_a_band_from_90_to_100_gives_1000_for_90(score, amount):
    """PAY-08"""
    rule = BonusRule(period="month", score_from=Decimal(90), score_to=Decimal(100), amount=Decimal(1000))
    assert bonus_of(Decimal(score), [rule]) == amount


def test_pay_08_without_a_rule_no_bonus_is_computed():
    """PAY-08: nothing invented"""
    assert bonus_of(Decimal(95), []) is None


def test_two_bands_never_share_a_score(people):
    first = band(people)
    with pytest.raises(BusinessError, match="shares scores"):
        band(people, "80", "90")
    with pytest.raises(BusinessError, match="ends before it begins"):
        band(people, "80", "70")
    band(people, "80", "89.99", "500")
    with pytest.raises(PermissionDenied, match="General manager"):
        set_band(people.director, period="year", score_from=Decimal(1), score_to=Decimal(2), amount=Decimal(1))
    remove_band(first.pk, people.gm)
    assert [str(each) for each in BonusRule.objects.all()] == ["Month 80–89.99"]


def test_the_page_of_the_scale(client, people):
    client.force_login(people.gm)
    form = {"period": "month", "score_from": "90", "score_to": "100", "amount": "1000"}
    assert client.post(reverse("bonus-scale"), form).status_code == 302
    assert client.post(reverse("bonus-scale"), form).status_code == 409
    client.force_login(people.rep1)
    page = client.get(reverse("bonus-scale")).content.decode()
    assert "未启用考核奖金" in page
    assert reverse("bonus-band-remove") not in page
    assert client.post(reverse("bonus-scale"), form).status_code == 403


def test_an_award_is_proposed_by_the_superior_and_decided_by_the_general_manager(client, people):
    with pytest.raises(BusinessError, match="has an amount"):
        propose_award(people.manager, person=people.rep1, kind="reward", reason="best")
    with pytest.raises(PermissionDenied, match="own area"):
        propose_award(people.manager, person=people.rep3, kind="certificate", reason="best")
    award = propose_award(people.manager, person=people.rep1, kind="reward", reason="best", amount=Decimal(500))
    for person in (people.manager, people.director, people.rep1):
        with pytest.raises(PermissionDenied, match="general manager"):
            grant_award(award.pk, person)
    assert grant_award(award.pk, people.gm).status == "granted"
    other = propose_award(people.director, person=people.rep2, kind="promotion", reason="three times excellent")
    with pytest.raises(BusinessError, match="Give the reason"):
        refuse_award(other.pk, people.gm, " ")
    assert refuse_award(other.pk, people.gm, "next year").status == "refused"
    for person, code in ((people.rep1, 200), (people.rep2, 404), (people.finance, 200)):
        client.force_login(person)
        assert client.get(award.get_absolute_url()).status_code == code


def test_the_form_and_the_list(client, people):
    client.force_login(people.manager)
    assert client.get(reverse("award-create")).status_code == 200
    form = {"person": people.rep1.pk, "kind": "certificate", "reason": "best of the region"}
    assert client.post(reverse("award-create"), form).status_code == 302
    assert "Rep1" in client.get(reverse("award-list")).content.decode()
