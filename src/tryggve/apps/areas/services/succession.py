"""How rows follow one another: the old end the day before, the new begin, and nothing is lost.

These are the steps that services share. They write for many rows at once and ask no permission.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import Q

from tryggve.apps.areas.models import Area, AreaParent, Responsibility
from tryggve.apps.areas.models.dated import day_before, still_holding

BATCH = 500


def end_links(links: Collection[AreaParent], on: date) -> None:
    """From `on` the links hold no longer."""
    for some in batches([link.pk for link in links]):
        AreaParent.objects.filter(pk__in=some).update(valid_to=day_before(on))


def end_areas(areas: Collection[Area], on: date) -> None:
    """From `on` the areas hold no longer, nor their links, nor what anyone answers for in them."""
    for area in areas:
        area.valid_to = day_before(on)
    for some in batches([area.pk for area in areas]):
        Area.objects.filter(pk__in=some).update(valid_to=day_before(on))
        links = AreaParent.objects.filter(Q(child__in=some) | Q(parent__in=some))
        links.filter(still_holding(on)).update(valid_to=day_before(on))
        answering = Responsibility.objects.filter(area__in=some)
        answering.filter(still_holding(on)).update(valid_to=day_before(on))


def replace_areas(new_of_old: Mapping[Area, Area], on: date) -> None:
    """The new rows, not stored yet, follow the old ones from `on`.

    They stand in the tree where the old ones stood, and the same organisations answer for them.
    """
    old_keys = [old.pk for old in new_of_old]
    links: dict[int, AreaParent] = {}
    answering: list[Responsibility] = []
    for some in batches(old_keys):
        touched = AreaParent.objects.filter(Q(child__in=some) | Q(parent__in=some))
        links |= {link.pk: link for link in touched.filter(still_holding(on))}
        answering += Responsibility.objects.filter(still_holding(on), area__in=some)
    end_areas(list(new_of_old), on)
    Area.objects.bulk_create(new_of_old.values(), BATCH)
    follower = {old.pk: new.pk for old, new in new_of_old.items()}
    AreaParent.objects.bulk_create(
        [
            AreaParent(
                child_id=follower.get(link.child_id, link.child_id),
                parent_id=follower.get(link.parent_id, link.parent_id),
                valid_from=later(on, link.valid_from),
                valid_to=link.valid_to,
                evidence=link.evidence,
                source=link.source,
                note=link.note,
            )
            for link in links.values()
        ],
        BATCH,
    )
    Responsibility.objects.bulk_create(
        [
            Responsibility(
                organisation_id=row.organisation_id,
                area_id=follower[row.area_id],
                task=row.task,
                valid_from=later(on, row.valid_from),
                valid_to=row.valid_to,
            )
            for row in answering
        ],
        BATCH,
    )


def later(on: date, begun: date | None) -> date:
    """What begins after `on` begins when it did; what had begun before begins anew on `on`."""
    return on if begun is None else max(on, begun)


def batches(keys: list[int]) -> Iterable[list[int]]:
    """Few enough at a time for one query."""
    return (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))
