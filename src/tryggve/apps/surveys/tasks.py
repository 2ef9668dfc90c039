"""What is done for surveys without anybody waiting for it."""

from django_tasks import task

from tryggve.apps.surveys.guessing import forget_guesses
from tryggve.apps.surveys.overwriting import overwrite


@task()
def forget_guesses_daily() -> None:
    forget_guesses()


@task()
def tell_of_the_week_weekly() -> None:
    # Loaded when it is done: with it come the readers and writers of PDFs.
    from tryggve.apps.surveys.fieldwork.weekly import tell_of_the_week

    tell_of_the_week()


@task()
def overwrite_deleted(destruction: int) -> None:
    overwrite(destruction)
