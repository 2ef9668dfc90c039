"""Reading GeoPackage: one layer with geometries, in any coordinate system that has a code."""

import tempfile
from pathlib import Path

import numpy as np
import pyogrio
import shapely
from numpy.typing import NDArray
from pyproj import CRS
from pyproj.exceptions import CRSError

from tryggve.exchange.geo import columns
from tryggve.exchange.geo.geojson import unknown_crs
from tryggve.exchange.geo.model import Content, Feature
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

MARK = b"SQLite format 3\x00"
APPLICATION = slice(68, 72)  # where SQLite keeps the mark of the program that uses it
APPLICATIONS = (b"GPKG", b"GP10", b"GP11")
DAMAGED = (
    pyogrio.errors.DataSourceError,
    pyogrio.errors.DataLayerError,
    pyogrio.errors.FeatureError,
    pyogrio.errors.FieldError,
    pyogrio.errors.GeometryError,
    UnicodeDecodeError,
)


def read_geopackage(content: bytes, *, file: str) -> Content:
    """What the file's one layer with geometries holds. InputError where it cannot be used."""
    if content[APPLICATION] not in APPLICATIONS:
        raise refuse(
            say("The file is a database, but not a GeoPackage."),
            say("Export areas from the map program as GeoPackage or GeoJSON."),
            file=file,
        )
    # A file on disk, with the right ending: GDAL complains of other names.
    with tempfile.TemporaryDirectory(prefix="tryggve-") as folder:
        path = Path(folder) / "upload.gpkg"
        path.write_bytes(content)
        try:
            layer = _only_layer(path, file)
            about = pyogrio.read_info(path, layer=layer)
            fields, problems = columns.find(map(str, about["fields"]), file=file)
            told, _, geometries, values = pyogrio.raw.read(
                path, layer=layer, columns=list(fields.values())
            )
        except DAMAGED as error:
            raise refuse(
                say("The GeoPackage is damaged and cannot be read."),
                say("Export the file again from the map program."),
                file=file,
            ) from error
    crs = _crs(about["crs"], file)
    table = dict(zip(map(str, told["fields"]), values, strict=True))
    shapes = shapely.from_wkb(geometries, on_invalid="ignore")
    features = [
        Feature(
            row=place + 1,
            geometry=geometry,
            **{meaning: _text(table, fields.get(meaning), place) for meaning in columns.TEXTS},
        )
        for place, geometry in enumerate(shapes)
    ]
    return Content(features, crs, fields, problems)


def _only_layer(path: Path, file: str) -> str:
    """The name of the layer that holds geometries. Layers of style and the like hold none."""
    layers = [str(name) for name, kind in pyogrio.list_layers(path) if kind]
    if len(layers) == 1:
        return layers[0]
    raise refuse(
        say("The GeoPackage has several layers: {layers}.", layers=", ".join(layers))
        if layers
        else say("The GeoPackage has no layer with geometries."),
        say("Export one layer to a file of its own."),
        file=file,
    )


def _crs(name: str | None, file: str) -> CRS:
    try:
        crs = CRS.from_user_input(name) if name else None
    except CRSError:
        crs = None
    if crs is None or not (crs.is_geographic or crs.is_projected):
        raise unknown_crs(name if name and ":" in name and len(name) < 40 else "", file)
    return crs


def _text(table: dict[str, NDArray[np.generic]], name: str | None, place: int) -> str:
    if name is None:
        return ""
    value = table[name][place]
    return columns.as_text(value.item() if isinstance(value, np.generic) else value)
