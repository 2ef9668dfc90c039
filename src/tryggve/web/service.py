"""The one way in which anything is changed: permission, transaction, record of the act.

    @service("areas.upload_areas")
    def upload_areas(*, by: User, organisation: Organisation, content: bytes) -> AreaUpload: ...

A service takes keyword arguments only. `by` is who acts and `organisation` the one acted for;
the permission is asked with the organisation as its object. `service(None)` is for what the
program does itself and for what a token alone allows: then the service says so.

The page of acts shows `says`, a lazy translation: `@service("...", says=_("Uploaded areas"))`.
"""

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, signature
from typing import Any, ParamSpec, TypeVar

from auditlog.context import set_actor
from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from tryggve.web.logs import current_reference
from tryggve.web.models import Act

P = ParamSpec("P")
R = TypeVar("R")

SAYS: dict[str, Any] = {}  # the name of a service: what it did, said to people


def service(
    permission: str | None, *, says: Any = ""
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        _check_signature(function, permission)
        name = f"{function.__module__.removeprefix('tryggve.apps.')}.{function.__name__}"
        SAYS[name] = says or name

        @wraps(function)
        def perform(*args: P.args, **kwargs: P.kwargs) -> R:
            by: Any = kwargs.get("by")
            organisation: Any = kwargs.get("organisation")
            if permission is not None and not by.has_perm(permission, organisation):
                raise PermissionDenied(permission)
            with transaction.atomic(), set_actor(by):
                result = function(*args, **kwargs)
                _record(name, by, organisation, result)
            return result

        perform.permission = permission  # type: ignore[attr-defined]
        return perform

    return decorate


def _check_signature(function: Callable[..., Any], permission: str | None) -> None:
    parameters = signature(function).parameters
    if any(p.kind is not Parameter.KEYWORD_ONLY for p in parameters.values()):
        raise TypeError(f"{function.__name__}: a service takes keyword arguments only")
    if permission is not None and "by" not in parameters:
        raise TypeError(f"{function.__name__}: who acts? a permission needs `by`")


def _record(name: str, by: Any, organisation: Any, result: Any) -> None:
    is_row = isinstance(result, models.Model)
    Act.add(
        service=name,
        by=by,
        organisation=organisation,
        object_type=result._meta.label_lower if is_row else "",
        object_id=str(result.pk) if is_row else "",
        reference=current_reference(),
    )
