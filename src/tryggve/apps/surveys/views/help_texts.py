"""What an organisation says itself on the help page of its surveys."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tryggve.apps.surveys import queries, services
from tryggve.apps.surveys.forms.questionnaires import HelpForm
from tryggve.apps.surveys.help_texts import SECTIONS
from tryggve.apps.surveys.tables.questionnaires import help_table
from tryggve.questionnaire.languages import LANGUAGES
from tryggve.web.pages import staff_page
from tryggve.wording.text import BASED_ON


@staff_page("surveys.write_help")
def help_texts(request: HttpRequest) -> HttpResponse:
    """Each part of the help page in each language: standard, or the organisation's own."""
    organisation = request.organisation
    own = set(organisation.help_texts.values_list("section", "language"))
    table = help_table(organisation, queries.languages_asked_in(organisation), own)
    return render(request, "surveys/help_texts.html", {"table": table, "way": [_list(request)]})


@staff_page("surveys.write_help")
def help_text(request: HttpRequest, section: str, language: str) -> HttpResponse:
    """A part of the help page in one language."""
    organisation = request.organisation
    if section not in SECTIONS or language not in LANGUAGES:
        raise Http404
    own = organisation.help_texts.filter(section=section, language=language).first()
    form = HelpForm(request.POST or None, initial={"text": own.text if own else ""})
    written = form.passed_to(
        services.write_help_text,
        by=request.user,
        organisation=organisation,
        section=section,
        language=language,
    )
    if written:
        messages.success(request, _("The help page is changed."))
        return redirect("surveys:help_texts", organisation.slug)
    known = {
        "form": form,
        "title": SECTIONS[section],
        "language_name": LANGUAGES[language].name,
        "tag": BASED_ON.get(language, language),
        "direction": "rtl" if LANGUAGES[language].is_from_right else "ltr",
        "standard": queries.standard_help(organisation, section, language),
        "back": _list(request)[1],
        "way": [_list(request), (str(SECTIONS[section]), "")],
    }
    return render(request, "surveys/help_text.html", known)


def _list(request: HttpRequest) -> tuple[str, str]:
    return _("The help page"), reverse("surveys:help_texts", args=[request.organisation.slug])
