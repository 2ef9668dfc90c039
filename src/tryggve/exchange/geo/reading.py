"""Reading a file of areas or places: all of it is right, or none of it is kept."""

import numpy as np
import shapely
from numpy.typing import NDArray

from tryggve.exchange.encoding import decode
from tryggve.exchange.geo import geopackage
from tryggve.exchange.geo.geojson import read_geojson
from tryggve.exchange.geo.geopackage import read_geopackage
from tryggve.exchange.geo.model import Content, Feature, Limits, Shape, UploadedArea
from tryggve.exchange.geo.position import into_sweref99tm
from tryggve.exchange.geo.shapes import crossings, kind_problem, overlaps
from tryggve.exchange.geo.table import read_csv
from tryggve.exchange.geo.texts import text_problems
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say


def read_areas(
    content: bytes, *, file: str, shape: Shape, limits: Limits | None = None
) -> tuple[UploadedArea, ...]:
    """The areas (or, with `Shape.POINT`, the places) of a GeoJSON, a GeoPackage or a CSV.

    The content decides which it is, not the name; `file` is only for what is told. InputError
    holds every problem that was found: broken syntax, another encoding than UTF-8, coordinates
    outside Sweden or in another system than stated, codes and names missing, doubled or too long,
    unknown municipalities, geometries that are missing, of the wrong kind, not valid or over each
    other, too much for `limits`. Nothing is mended in silence.
    """
    limits = limits or Limits()
    found = _content(content, file=file, shape=shape)
    _refuse_too_much(found, shape, limits, file)
    problems = [*found.problems, *text_problems(found, limits, file=file)]
    features = []
    for feature in found.features:
        wrong = None if feature.row in found.told else kind_problem(feature, shape, file=file)
        if wrong:
            problems.append(wrong)
        elif feature.row not in found.told:
            features.append(feature)
    geometries, more = _geometries(features, found, shape, file)
    problems += more
    if problems:
        raise InputError(sorted(problems, key=lambda problem: problem.row or 0))
    return tuple(
        UploadedArea(
            code=feature.code,
            name=feature.name,
            municipality_code=feature.municipality_code or None,
            geometry=geometry,
            row=feature.row,
            postal_code=feature.postal_code.replace(" ", "") or None,
        )
        for feature, geometry in zip(features, geometries, strict=True)
    )


def _content(content: bytes, *, file: str, shape: Shape) -> Content:
    if content.startswith(geopackage.MARK):
        return read_geopackage(content, file=file)
    text = decode(content, file=file)
    if not text.strip():
        raise refuse(say("The file is empty."), say("Choose another file."), file=file)
    if text.lstrip()[0] in "{[":
        return read_geojson(text, file=file)
    if shape is Shape.AREA:
        raise refuse(
            say("A CSV can hold places, but no areas."),
            say("Give areas as GeoJSON or GeoPackage."),
            file=file,
        )
    return read_csv(text, file=file)


def _refuse_too_much(found: Content, shape: Shape, limits: Limits, file: str) -> None:
    most = limits.areas if shape is Shape.AREA else limits.points
    count = len(found.features)
    if not count:
        raise InputError(
            [
                *found.problems,
                Problem(
                    say("There is nothing in the file."), say("Choose another file."), file=file
                ),
            ]
        )
    if count > most:
        raise refuse(
            say("The file holds {count}, more than the {most} allowed.", count=count, most=most),
            say("Divide it into several files."),
            file=file,
        )
    corners = sum(int(shapely.get_num_coordinates(feature.geometry)) for feature in found.features)
    if corners > limits.vertices:
        raise refuse(
            say(
                "The borders have {count} corners, more than the {most} allowed.",
                count=corners,
                most=limits.vertices,
            ),
            say("Simplify the borders in the map program: a corner every ten metres is enough."),
            file=file,
        )


def _geometries(
    features: list[Feature], found: Content, shape: Shape, file: str
) -> tuple[NDArray[np.object_], list[Problem]]:
    """The geometries in SWEREF 99 TM and what is wrong with them; a later check needs the earlier.

    A border is sound if it is so both as drawn and in SWEREF 99 TM: a line that is straight in
    degrees is bent there, and may cross what lies close beside it.
    """
    given = np.array([feature.geometry for feature in features], dtype=object)
    problems = crossings(features, given, file=file)
    there, outside = into_sweref99tm(features, found.crs, file=file)
    problems += outside
    if not problems:
        problems += crossings(features, there, file=file)
    if shape is Shape.AREA and not problems:
        problems += overlaps(features, there, file=file)
    if shape is Shape.POINT:
        there = np.array([shapely.get_geometry(point, 0) for point in there], dtype=object)
    return there, problems
