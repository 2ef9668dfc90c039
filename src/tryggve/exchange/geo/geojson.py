"""Reading GeoJSON: RFC 7946, and the older form that names its coordinate system."""

import json
import re
from typing import Any, NoReturn

import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

from tryggve.exchange.geo import columns
from tryggve.exchange.geo.model import Content, Feature
from tryggve.geography.coordinates import WGS84
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say

EXPORT_AGAIN = say("Export the file again from the map program.")
EPSG = re.compile(r"(?:urn:(?:x-)?ogc:def:crs:)?EPSG:[\d.]*:?(\d{4,6})", re.IGNORECASE)
CRS84 = re.compile(r"urn:ogc:def:crs:OGC:[\d.]*:CRS84", re.IGNORECASE)


def read_geojson(text: str, *, file: str) -> Content:
    """What a FeatureCollection holds. InputError where the whole of it cannot be used."""
    collection = _parsed(text, file)
    if not isinstance(collection, dict) or collection.get("type") != "FeatureCollection":
        raise refuse(say("The file is not a GeoJSON FeatureCollection."), EXPORT_AGAIN, file=file)
    found = collection.get("features")
    if not isinstance(found, list):
        raise refuse(
            say("The list of features is missing."), EXPORT_AGAIN, file=file, field="features"
        )
    names = {name: None for feature in found for name in _properties(feature)}
    fields, problems = columns.find(names, file=file)
    content = Content([], _crs(collection, file), fields, problems)
    for row, feature in enumerate(found, start=1):
        _add(content, row, feature, file)
    return content


def _add(content: Content, row: int, feature: Any, file: str) -> None:
    properties = _properties(feature)
    texts = dict.fromkeys(columns.TEXTS, "")
    for meaning in content.fields.keys() & texts:
        texts[meaning] = columns.as_text(properties.get(content.fields[meaning]))
    geometry = None
    if isinstance(feature, dict) and feature.get("geometry") is not None:
        try:
            geometry = shapely.from_geojson(json.dumps(feature["geometry"]))
        except shapely.errors.GEOSException:
            content.told.add(row)
            content.problems.append(
                Problem(
                    say("The geometry cannot be read. A border must end where it began."),
                    EXPORT_AGAIN,
                    file=file,
                    row=row,
                    field="geometry",
                )
            )
    content.features.append(Feature(row, geometry=geometry, **texts))


def _parsed(text: str, file: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise refuse(
            say(
                "The file is not sound JSON: it breaks at line {line}, column {column}.",
                line=str(error.lineno),
                column=str(error.colno),
            ),
            EXPORT_AGAIN,
            file=file,
        ) from None
    except (RecursionError, ValueError):
        raise refuse(
            say("The file holds what JSON does not allow: NaN, or too long or too deep a value."),
            EXPORT_AGAIN,
            file=file,
        ) from None


def _no_number(value: str) -> NoReturn:
    """NaN and Infinity are read by Python but are no JSON."""
    raise ValueError(value)


def _properties(feature: Any) -> dict[str, Any]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    return properties if isinstance(properties, dict) else {}


def _crs(collection: dict[str, Any], file: str) -> CRS:
    """WGS 84, unless the older member `crs` names another system by its EPSG code."""
    member = collection.get("crs")
    if member is None:
        return WGS84
    properties = member.get("properties") if isinstance(member, dict) else None
    name = str(properties.get("name", "")) if isinstance(properties, dict) else ""
    if CRS84.fullmatch(name):
        return WGS84
    code = EPSG.fullmatch(name)
    try:
        if code:
            return CRS.from_epsg(int(code.group(1)))
    except CRSError:
        pass
    raise unknown_crs(name, file)


def unknown_crs(name: str, file: str) -> InputError:
    """The error of a coordinate system that is not named, or that nobody knows."""
    return refuse(
        say("The coordinate system is not known: {name}.", name=name)
        if name
        else say("The file does not say its coordinate system."),
        say("Export the file in SWEREF 99 TM (EPSG:3006) or WGS 84 (EPSG:4326)."),
        file=file,
        field="crs",
    )
