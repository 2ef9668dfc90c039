"""Addresses of the pages about organisations, people and signing in."""

from django.urls import include, path

from tryggve.apps.accounts.views import (
    invitations,
    logs,
    me,
    operator,
    organisation,
    people,
    sign_in,
)

app_name = "accounts"

of_organisation = [
    path("people/", people.people, name="people"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/roles/<int:pk>/end/", people.end_membership, name="end_membership"),
    path("people/invite/", invitations.invite, name="invite"),
    path("people/invitations/", invitations.invitations, name="invitations"),
    path("people/invitations/<int:pk>/", invitations.invitation, name="invitation"),
    path(
        "people/invitations/<int:pk>/renew/", invitations.renew_invitation, name="renew_invitation"
    ),
    path(
        "people/invitations/<int:pk>/withdraw/",
        invitations.withdraw_invitation,
        name="withdraw_invitation",
    ),
    path("settings/", organisation.settings, name="settings"),
    path("settings/logo/", organisation.logo, name="logo"),
    path("settings/logo/remove/", organisation.remove_logo, name="remove_logo"),
    path("settings/colour/", organisation.colour, name="colour"),
    path("log/reads/", logs.reads, name="reads"),
    path("log/reads.csv", logs.reads_csv, name="reads_csv"),
    path("log/changes/", logs.acts, name="acts"),
]

urlpatterns = [
    path("invitation/", sign_in.accept_invitation, name="accept_invitation"),
    path("invitation/<str:token>/", sign_in.open_invitation, name="open_invitation"),
    path("sign-in/link/", sign_in.request_sign_in_link, name="request_sign_in_link"),
    path("sign-in/link/sent/", sign_in.sign_in_link_sent, name="sign_in_link_sent"),
    path("sign-in/link/use/", sign_in.use_sign_in_link, name="use_sign_in_link"),
    path("sign-in/link/<str:token>/", sign_in.open_sign_in_link, name="open_sign_in_link"),
    path("me/", me.me, name="me"),
    path("me/sessions/<int:pk>/end/", me.end_session, name="end_session"),
    path("o/<slug:organisation>/", include(of_organisation)),
    path("operator/organisations/", operator.organisations, name="organisations"),
    path("operator/create-organisation/", operator.create_organisation, name="create_organisation"),
    path("operator/organisations/<slug:slug>/", operator.organisation, name="organisation"),
]
