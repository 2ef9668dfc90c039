"""Where the operator says who answers for the installation and how accessible it is."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tryggve.apps.public import queries, services
from tryggve.apps.public.forms import PublisherForm
from tryggve.web.pages import operator_page
from tryggve.wording.problems import InputError


@operator_page("public.edit_publisher")
def publisher(request: HttpRequest) -> HttpResponse:
    form = PublisherForm(request.POST or None, instance=queries.publisher())
    if request.method == "POST" and form.is_valid():
        try:
            services.save_publisher(by=request.user, **form.cleaned_data)
        except InputError as error:
            form.add_problems(error)
        else:
            messages.success(request, _("Saved. Residents see it at once."))
            return redirect("public:accessibility")
    return render(request, "public/publisher.html", {"form": form})
