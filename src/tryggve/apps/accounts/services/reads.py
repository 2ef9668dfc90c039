"""Whoever reads personal data leaves a line about it."""

from django.db.models import Model

from tryggve.apps.accounts.models import Organisation, PersonalDataRead, User


def record_read(
    *,
    by: User,
    organisation: Organisation,
    what: str,
    ground: str,
    rows: int = 1,
    about: Model | None = None,
) -> PersonalDataRead:
    """Write that somebody has read personal data. Every view that shows any calls this.

    `what` and `ground` are English message ids, marked with `gettext_noop`: the page that shows
    the log says them in its reader's language. `about` is the row that was read, if it was one.
    A read is no change, so this is no service and no act.
    """
    return PersonalDataRead.add(
        by=by,
        organisation=organisation,
        what=what,
        ground=ground,
        rows=rows,
        object_type=about._meta.label_lower if about else "",
        object_id=str(about.pk) if about else "",
    )
