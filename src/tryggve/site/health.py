"""Whether the installation works, for whoever watches over it: yes or no, and nothing else."""

from datetime import timedelta

from django.db import DatabaseError, connections
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from tryggve.web.models import TaskWorker
from tryggve.web.pages import public_page

SILENT = timedelta(seconds=60)  # a worker says every ten seconds that it lives


@public_page
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    if is_healthy():
        return JsonResponse({"status": "ok"})
    return JsonResponse({"status": "unavailable"}, status=503)


def is_healthy() -> bool:
    """Whether both databases answer and a worker has lately said that it lives."""
    try:
        with connections["register"].cursor() as cursor:
            cursor.execute("SELECT 1")
        return TaskWorker.objects.filter(seen__gt=timezone.now() - SILENT).exists()
    except DatabaseError:
        return False
