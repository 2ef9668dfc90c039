"""What is written about the residents' pages."""

import re
from datetime import date
from urllib.parse import urlsplit

from django.core.mail import EmailMessage
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.models import Organisation, User
from tryggve.apps.accounts.queries import holders_of
from tryggve.apps.public.models import (
    FAULT_WORKFLOW,
    FaultStatus,
    PageFault,
    PageFaultChange,
    Publisher,
)
from tryggve.apps.public.permissions import ANSWERING
from tryggve.web.logs import new_reference
from tryggve.web.notices import notify
from tryggve.web.service import service
from tryggve.wording.text import say

MUNICIPALITY_PAGE = re.compile(r"^(?:/[a-z]{2})?/kommun/(?P<slug>[-a-z0-9]+)/")
LONGEST_PAGE = 200


@service(None, says=_("A resident reported a fault on a page"))
def report_fault(*, page: str, language: str, text: str, email: str = "") -> PageFault:
    """Anyone may report a fault. Of the page's address the path alone is kept."""
    path = urlsplit(page.strip()).path[:LONGEST_PAGE]
    fault = PageFault.objects.create(
        organisation=_organisation_of(path),
        page=path,
        language=language,
        text=text,
        email=email,
        reference=new_reference(),
    )
    PageFaultChange.add(fault=fault, after=FaultStatus.RECEIVED)
    _tell_those_who_answer(fault)
    return fault


@service("public.answer_faults", says=_("Answered a reported fault"))
def change_fault(
    *,
    by: User,
    organisation: Organisation,
    fault: PageFault,
    status: str,
    note: str = "",
    reply: str = "",
) -> PageFault:
    """Answer or close a fault on the organisation's own pages."""
    if fault.organisation != organisation:
        raise PageFault.DoesNotExist
    return _change(fault, status, note=note, reply=reply, by=by)


@service("public.answer_site_faults", says=_("Answered a reported fault"))
def change_site_fault(
    *, by: User, fault: PageFault, status: str, note: str = "", reply: str = ""
) -> PageFault:
    """Answer or close a fault on the pages of the installation."""
    if fault.organisation is not None:
        raise PageFault.DoesNotExist
    return _change(fault, status, note=note, reply=reply, by=by)


@service("public.edit_publisher", says=_("Said who answers for the site"))
def save_publisher(
    *,
    by: User,
    name: str,
    function: str,
    phone: str,
    email: str,
    testing: str,
    tested: date | None,
    tested_how: str,
    conformance: str,
    known_faults: str,
) -> Publisher:
    """Say who answers for the installation, and how far its pages can be used by everyone."""
    publisher = Publisher.objects.first() or Publisher()
    publisher.name, publisher.function = name, function
    publisher.phone, publisher.email = phone, email
    publisher.testing, publisher.tested, publisher.tested_how = testing, tested, tested_how
    publisher.conformance, publisher.known_faults = conformance, known_faults
    publisher.full_clean()
    publisher.save()
    return publisher


def _organisation_of(path: str) -> Organisation | None:
    found = MUNICIPALITY_PAGE.match(path)
    return Organisation.objects.filter(slug=found["slug"]).first() if found else None


def _tell_those_who_answer(fault: PageFault) -> None:
    text = say("A resident has reported a fault on a page: {number}.", number=fault.reference)
    organisation = fault.organisation
    if organisation is None:
        for operator in User.objects.filter(is_operator=True, is_active=True):
            notify(user=operator, text=text, page="public:site_fault", reference=fault.reference)
        return
    for user in holders_of(organisation, *ANSWERING):
        notify(
            user=user,
            text=text,
            page="public:fault",
            organisation=organisation.slug,
            reference=fault.reference,
        )


def _change(fault: PageFault, status: str, *, note: str, reply: str, by: User) -> PageFault:
    FAULT_WORKFLOW.check(fault.status, status)
    PageFaultChange.add(
        fault=fault, before=fault.status, after=status, note=note, reply=reply, by=by
    )
    if reply and fault.email:
        _write_to_resident(fault, reply)
    fault.status = status
    if status == FaultStatus.CLOSED:
        fault.email = ""  # nothing more to answer, so nothing more to keep
    fault.save(update_fields=["status", "email"])
    return fault


def _write_to_resident(fault: PageFault, reply: str) -> None:
    with override(fault.language):
        subject = gettext("Answer to your report %(number)s") % {"number": fault.reference}
        thanks = gettext("Thank you for telling us that a page did not work.")
    EmailMessage(subject, f"{thanks}\n\n{reply}\n", to=[fault.email]).send()
