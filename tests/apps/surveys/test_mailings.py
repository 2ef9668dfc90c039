"""Mailings: who gets what, with which codes, printed alike every time, and what comes back."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from tests.factories import MembershipFactory, OrganisationFactory
from tests.paper.rendered import texts
from tests.sampled_world import (
    agreed,
    approved,
    batch_to_print,
    decided,
    imported,
    in_the_field,
    posted,
    prepared,
)
from tryggve.apps.register.models import SealedPart
from tryggve.apps.surveys import queries, services
from tryggve.apps.surveys.models import (
    Draw,
    LoginCode,
    MailBatch,
    MailItem,
    OptOut,
    Response,
    SampledPerson,
    Sheet,
)
from tryggve.apps.surveys.services import answering
from tryggve.apps.surveys.services.answering import NotUsable
from tryggve.paper.batches import files_of
from tryggve.paper.sheet_code import new_sheet_code
from tryggve.paper.sheet_code import written as sheet_written
from tryggve.privacy.respondent_codes import written
from tryggve.wording.problems import InputError

pytestmark = pytest.mark.django_db(databases=["default", "register"])


@pytest.fixture
def round(who):
    found = in_the_field(who, each=4)
    agreed(who, found)
    return found


@pytest.fixture
def letter(who, round):
    return prepared(who, round)


def refused(act) -> tuple[str, str]:
    with pytest.raises(InputError) as found:
        act()
    problem = found.value.problems[0]
    return problem.what.message, problem.field


def answer_with(code):
    person = answering.person_with(code)
    response = answering.begin(
        person=person, language="sv", device=Response.Device.PHONE, mode=Response.Mode.WEB
    )
    answering.send(response_id=response.pk, language="sv")
    return person


def test_everybody_gets_a_letter_with_a_code_and_a_form_with_a_code_on_each_sheet(who, letter):
    batch = batch_to_print(who, letter)
    assert MailItem.objects.count() == len(batch.recipients) == SampledPerson.objects.count() == 8
    assert len({each.code for each in batch.recipients}) == 8
    sheets = [sheet for copy in batch.copies for sheet in copy.sheets]
    assert len(set(sheets)) == Sheet.objects.count() == 8 * batch.form.layout.sheets
    whose = {answering.person_with(each.code).pk for each in batch.recipients}
    assert whose == set(SampledPerson.objects.values_list("pk", flat=True))


def test_they_stand_in_postal_order(who, letter):
    codes = [each.lines[-1][:6] for each in batch_to_print(who, letter).recipients]
    assert codes == sorted(codes)
    kept = MailBatch.objects.get()
    assert [kept.first, kept.last] == [codes[0].replace(" ", ""), codes[-1].replace(" ", "")]


def test_files_are_alike_however_often_they_are_made(who, letter):
    made = files_of(batch_to_print(who, letter))
    assert files_of(batch_to_print(who, letter)) == made
    assert list(made) == ["hosten-1-0001-letters.pdf", "hosten-1-0001-forms.pdf"]
    first = batch_to_print(who, letter).recipients[0]
    assert first.lines[0] in texts(made["hosten-1-0001-letters.pdf"])[0]


def test_no_database_holds_a_name_or_a_code_in_clear(who, letter):
    batch = batch_to_print(who, letter)
    sealed = b"".join(bytes(each.sealed) for each in SealedPart.objects.all())
    kept = repr([list(model.objects.values()) for model in (LoginCode, MailItem, Sheet, MailBatch)])
    for each in batch.recipients:
        for secret in (each.lines[0], each.code, each.item):
            assert secret.encode() not in sealed
            assert secret not in kept


def test_a_reminder_goes_to_those_whom_nothing_speaks_against(who, round, letter):
    codes = [each.code for each in batch_to_print(who, letter).recipients]
    items = [each.item for each in batch_to_print(who, letter).recipients]
    posted(who, letter)
    answer_with(codes[0])
    answering.opt_out(person=answering.person_with(codes[1]), kind=OptOut.Kind.DECLINED)
    services.note_call(**who, round=round, code=codes[2], kind="deceased")
    services.note_return(**who, round=round, code=items[3], reason="unknown")
    services.note_return(**who, round=round, code=items[4], reason="emigrated")
    answering.opt_out(person=answering.person_with(codes[5]), kind=OptOut.Kind.PAPER)
    card = prepared(who, round, "card")
    assert card.excluded == {
        "answered": 1, "declined": 1, "deceased": 1, "returned": 1, "abroad": 1,
    }  # fmt: skip
    assert MailItem.objects.filter(batch__mailing=card).count() == 3


def test_a_card_has_no_code_to_answer_with_and_no_form(who, round, letter):
    posted(who, letter)
    codes = LoginCode.objects.count()
    batch = batch_to_print(who, prepared(who, round, "card"))
    assert LoginCode.objects.count() == codes
    assert {each.code for each in batch.recipients} == {""}
    assert batch.form is None
    assert list(files_of(batch)) == ["hosten-2-0001-cards.pdf"]


def test_a_card_reminds_of_nothing_before_the_letter_is_posted(who, round):
    assert "Nobody" in refused(lambda: prepared(who, round, "card"))[0]


def test_both_letters_of_a_person_lead_to_one_response(who, round, letter):
    earlier = {
        answering.person_with(each.code).pk: each.code
        for each in batch_to_print(who, letter).recipients
    }
    posted(who, letter)
    later = batch_to_print(who, prepared(who, round, "reminder")).recipients[0].code
    person = answering.person_with(later)
    assert earlier[person.pk] != later
    answer_with(later)
    with pytest.raises(NotUsable):
        answering.person_with(earlier[person.pk])


def test_once_posted_nothing_can_be_printed_again(who, letter):
    batch = batch_to_print(who, letter)
    posted(who, letter)
    assert not SealedPart.objects.exists()
    assert "posted" in refused(lambda: batch_to_print(who, letter))[0]
    assert answering.person_with(batch.recipients[0].code)
    assert "posted" in refused(lambda: posted(who, letter))[0]
    assert "posted" in refused(lambda: services.throw_away_mailing(**who, mailing=letter))[0]


def test_a_mailing_is_thrown_away_with_its_codes(who, round, letter):
    code = batch_to_print(who, letter).recipients[0].code
    services.throw_away_mailing(**who, mailing=letter)
    assert not LoginCode.objects.exists()
    assert not SealedPart.objects.exists()
    with pytest.raises(NotUsable):
        answering.person_with(code)
    assert prepared(who, round).number == 1


def test_nobody_gets_the_same_twice(who, round, letter):
    assert "has not been posted" in refused(lambda: prepared(who, round))[0]
    posted(who, letter)
    assert "Nobody" in refused(lambda: prepared(who, round))[0]


def test_without_an_agreement_with_the_printer_nothing_is_prepared(who):
    round = in_the_field(who, each=4)
    assert "agreement" in refused(lambda: prepared(who, round))[0]


def test_flags_that_are_too_old_are_looked_for_again(who, round):
    Draw.objects.update(made=timezone.now() - timedelta(days=15))
    assert "Protected" in refused(lambda: prepared(who, round))[0]
    services.remove_protected(**who, round=round, identities=[], file_name="f", sha256="")
    assert prepared(who, round).number == 1


def test_nothing_is_left_of_a_mailing_that_broke_off(who, round, monkeypatch):
    def broken(*given, **more):
        raise RuntimeError

    monkeypatch.setattr("tryggve.apps.surveys.services.mail_items.new_sheet_code", broken)
    with pytest.raises(RuntimeError):
        prepared(who, round)
    assert not MailItem.objects.exists()
    assert not SealedPart.objects.exists()


@pytest.mark.parametrize("sent", [date(2099, 1, 1)])
def test_a_day_to_come_is_no_day_of_posting(who, letter, sent):
    assert refused(lambda: services.post_mailing(**who, mailing=letter, posted=sent))[1] == "posted"


def test_what_comes_back_is_known_by_the_code_beside_the_address(who, round, letter):
    item = batch_to_print(who, letter).recipients[0].item
    services.note_return(**who, round=round, code=sheet_written(item).lower(), reason="unknown")
    again = services.note_return(**who, round=round, code=item, reason="deceased")
    assert MailItem.objects.get(returned__isnull=False) == again
    assert again.reason == "deceased"
    for wrong in ("", "ABC", new_sheet_code(), item[:-1]):
        problem = refused(
            lambda code=wrong: services.note_return(**who, round=round, code=code, reason="moved")
        )
        assert problem[1] == "code"


def test_who_asks_for_a_letter_gets_one_with_a_new_code(who, round, letter):
    first = batch_to_print(who, letter).recipients[0]
    posted(who, letter)
    assert "Nobody" in refused(lambda: prepared(who, round, "extra"))[0]
    services.note_return(**who, round=round, code=first.item, reason="unknown")
    services.note_call(**who, round=round, code=written(first.code), kind="new_letter")
    extra = prepared(who, round, "extra")
    (again,) = batch_to_print(who, extra).recipients
    assert again.lines == first.lines
    assert again.code != first.code
    posted(who, extra)
    assert "Nobody" in refused(lambda: prepared(who, round, "extra"))[0]


def test_who_has_got_a_protected_identity_is_removed_with_all_that_was_sent(who, letter, round):
    from tryggve.apps.register import queries as register

    whose = {**who, "round_name": round.register_name}
    before = batch_to_print(who, letter)
    batch = MailBatch.objects.get()
    services.note_files(**who, batch=batch, told=queries.told_of(batch, before, files_of(before)))
    person = SampledPerson.objects.first()
    hashes = {bytes(each): number for number, each in enumerate(register.identities_in(**whose))}
    identity = next(
        each
        for each in imported_identities(round)
        if register.identifiers_with(
            **whose,
            identities=register.identity_hashes(**whose, identities=[each]),
            identifiers=[str(person.pseudonym)],
        )
    )
    check = services.remove_protected(
        **who, round=round, identities=[identity, "190001010000"], file_name="f", sha256=""
    )
    assert (check.people, check.removed, len(hashes)) == (2, 1, 8)
    assert not SampledPerson.objects.filter(pk=person.pk).exists()
    assert register.number_of_people(organisation=who["organisation"],
                                     round_name=whose["round_name"]) == 7  # fmt: skip
    after = batch_to_print(who, letter)
    assert len(after.recipients) == len(after.copies) == MailItem.objects.count() == 7
    batch.refresh_from_db()
    assert (batch.size, batch.printed) == (7, None)


def imported_identities(round):
    """Who was in the supplier's file."""
    from tests.sampled_world import drawn_by_supplier, register_of

    sizes = dict(round.strata.values_list("code", "population"))
    sample = drawn_by_supplier(register_of(sizes), dict(round.strata.values_list("code", "drawn")))
    return [number.replace("-", "") for number in sample["Personnummer"]]


def test_a_sheet_of_the_form_says_whose_it_is_when_it_is_keyed(who, round, letter):
    sheet = batch_to_print(who, letter).copies[0].sheets[0]
    clerk = MembershipFactory(organisation=who["organisation"], role="clerk").user
    services.key_form(
        by=clerk, organisation=who["organisation"], round=round, code=sheet_written(sheet),
        mode="telephone", language="sv", answers={},
    )  # fmt: skip
    assert Response.objects.get().state == "sent"
    posted(who, letter)
    assert prepared(who, round, "card").excluded == {"answered": 1}


def test_another_organisation_touches_no_mailing(who, round, letter):
    other = MembershipFactory(role="survey_lead")
    theirs = {"by": other.user, "organisation": other.organisation}
    for act in (
        lambda: prepared(theirs, round, "card"),
        lambda: posted(theirs, letter),
        lambda: services.throw_away_mailing(**theirs, mailing=letter),
        lambda: services.note_return(**theirs, round=round, code="x", reason="moved"),
        lambda: services.note_call(**theirs, round=round, code="x", kind="moved"),
    ):
        assert "no such thing" in refused(act)[0]
    with pytest.raises(PermissionDenied):
        batch_to_print(theirs, letter)


@pytest.mark.parametrize("role", ["analyst", "clerk", "administrator"])
def test_only_the_survey_lead_reads_addresses(who, letter, role):
    other = MembershipFactory(organisation=who["organisation"], role=role).user
    with pytest.raises(PermissionDenied):
        batch_to_print({"by": other}, letter)
    with pytest.raises(PermissionDenied):
        posted({**who, "by": other}, letter)


def test_the_manifest_grows_with_what_is_printed(who, letter):
    batch, made = queries.batches_of(letter).get(), batch_to_print(who, letter)
    told = queries.told_of(batch, made, files_of(made))
    assert b'"items": 0' in queries.manifest_of(letter)["hosten-1-manifest.json"]
    services.note_files(**who, batch=batch, told=told)
    content = queries.manifest_of(letter)["hosten-1-manifest.json"].decode()
    assert '"items": 8' in content
    assert told.first in content
    assert made.recipients[0].lines[0] not in content


def test_each_payer_s_people_get_its_letter(who):
    payer = OrganisationFactory(name="Låtsas kommun")
    round = decided(who, each=3)
    round.strata.filter(code="norr").update(payer=payer)
    approved(who["organisation"], imported(who, round))
    round.refresh_from_db()
    agreed(who, round)
    services.write_letterhead(
        **who, round=round, payer=payer, contact="Ring Låtsas.", protection="", returned_to="",
        paid="", replies_to=[],
        signatures=[{"name": "Alva Exempel", "title": "Ordförande", "organisation": "Låtsas"}],
    )  # fmt: skip
    services.write_mail_text(
        **who, round=round, payer=None, kind="letter", heading="Rundan", body="Ett.\n\nTvå."
    )
    mailing = prepared(who, round, has_form=False)
    letters = [
        texts(next(iter(files_of(batch_to_print(who, mailing, number)).values())))[0]
        for number in (1, 2)
    ]
    assert all("Rundan" in each for each in letters)
    assert ["Ring Låtsas." in each for each in letters] == [False, True]
    assert ["Alva Exempel" in each for each in letters] == [False, True]


def test_a_text_that_does_not_fit_is_not_kept(who, round):
    about = {"round": round, "payer": None, "kind": "letter", "heading": "Rubrik"}
    problem = refused(
        lambda: services.write_mail_text(**who, **about, body="\n\n".join(["Ord " * 90] * 8))
    )
    assert problem[1] == "body"
    assert not round.mail_texts.exists()
    assert refused(lambda: services.write_mail_text(**who, **about, body=" "))[1] == "body"
