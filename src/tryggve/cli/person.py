"""tryggve person: invite people, name operators, help those who cannot sign in."""

from typing import Annotated

import typer

from tryggve.cli.noun import noun
from tryggve.cli.start import Home, configure, start_django, tell
from tryggve.wording.text import say

Email = Annotated[str, typer.Argument(help="The e-mail address of the person.")]

app = noun()


@app.callback(help="Invite people, name operators, help those who cannot sign in.")
def person() -> None: ...


@app.command()
def invite(
    email: Email,
    organisation: Annotated[str, typer.Option(help="The short name of the organisation.")],
    role: Annotated[str, typer.Option(help="What the person will do.")] = "administrator",
    name: Annotated[str, typer.Option(help="The name of the person.")] = "",
    by: Annotated[
        str,
        typer.Option(
            help="The e-mail of who invites: an operator for an administrator, otherwise an "
            "administrator of the organisation."
        ),
    ] = "",
    home: Home = None,
) -> None:
    """Invite somebody by e-mail to an organisation."""
    configure(home)
    start_django()
    from tryggve.apps.accounts import services
    from tryggve.apps.accounts.models import Role
    from tryggve.cli import who
    from tryggve.wording.problems import refuse

    into = who.organisation(organisation)
    role = who.choice(role, Role, "role")
    with who.allowed():
        if role == Role.ADMINISTRATOR:
            by_whom = who.operator(by)
            services.invite_administrator(by=by_whom, organisation=into, email=email, name=name)
        elif by:
            by_whom = who.person(by)
            services.invite(by=by_whom, organisation=into, email=email, name=name, role=role)
        else:
            raise refuse(say("Say who invites, with --by."), field="by")
    tell(say("The invitation to {email} is in the outbox.", email=email))


@app.command()
def operator(
    email: Email,
    name: Annotated[str, typer.Option(help="The name of the person.")] = "",
    home: Home = None,
) -> None:
    """Let somebody run the installation; prints the address where they choose a password."""
    configure(home)
    start_django()
    make_operator(email, name)


def make_operator(email: str, name: str) -> None:
    """Make somebody an operator and tell where they choose a password, if they have none."""
    from tryggve.apps.accounts import services
    from tryggve.apps.accounts.services.installation import password_link

    user = services.make_operator(email=email, name=name)
    tell(say("{email} is an operator.", email=user.email))
    if not user.has_usable_password():
        tell(say("Choose a password here, within a day: {address}", address=password_link(user)))


@app.command()
def unlock(email: Email, home: Home = None) -> None:
    """Let somebody try to sign in again who has failed too often."""
    configure(home)
    start_django()
    from tryggve.apps.accounts.services import unlock as clear

    clear(email=email)
    tell(say("{email} may try again.", email=email))


@app.command()
def forget_second_factor(email: Email, home: Home = None) -> None:
    """Help somebody who has lost phone and recovery codes. Make sure first that it is they."""
    configure(home)
    start_django()
    from tryggve.apps.accounts.services import forget_second_factor as forget

    forget(email=email)
    tell(say("{email} signs in with the password alone, once, and is told so.", email=email))
