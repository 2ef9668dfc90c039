"""An SVG made ready for a PDF page: text from right to left is lifted out for Typst to set.

Typst takes a picture's Latin text as it is, but refuses Arabic within one (PDF/UA-1: missing
codepoints, typst issue 7432). The house template sets the lifted texts over the picture instead.
"""

import math
import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from tryggve.typeset.direction import is_written_from_right

SVG = "http://www.w3.org/2000/svg"
_OTHER_SIDE = {"start": "end", "end": "start", "middle": "middle"}
_STEP = re.compile(r"(translate|rotate|scale|matrix)\(([^)]*)\)")


class Transform(NamedTuple):
    """The affine map of SVG: x' = a x + c y + e, y' = b x + d y + f."""

    a: float = 1
    b: float = 0
    c: float = 0
    d: float = 1
    e: float = 0
    f: float = 0

    def after(self, first: "Transform") -> "Transform":
        """`first`, then this one."""
        return Transform(
            self.a * first.a + self.c * first.b,
            self.b * first.a + self.d * first.b,
            self.a * first.c + self.c * first.d,
            self.b * first.c + self.d * first.d,
            *self.point(first.e, first.f),
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


def for_page(svg: str, *, description: str) -> dict[str, Any]:
    """What `picture(...)` of the house template takes: the SVG without its Arabic, and the Arabic.

    `svg` needs a viewBox that begins at 0 0, and its styles in attributes, as `charts.to_svg`
    writes them. Lengths are in the picture's own units. Raises `ValueError` for other pictures.
    """
    ET.register_namespace("", SVG)
    root = ET.fromstring(svg)  # noqa: S314 - our own picture, not something sent to us
    left, top, width, height = (float(number) for number in root.get("viewBox", "").split())
    if (left, top) != (0, 0):
        raise ValueError(f"The picture's viewBox begins at {left} {top}, not at 0 0.")
    labels: list[dict[str, Any]] = []
    _lift(root, Transform(), {}, labels)
    return {
        "svg": ET.tostring(root, encoding="unicode"),
        "width": width,
        "height": height,
        "description": description,
        "labels": labels,
    }


def _lift(
    element: ET.Element, here: Transform, style: Mapping[str, str], labels: list[dict[str, Any]]
) -> None:
    for child in list(element):
        at = here.after(_transform(child.get("transform", "")))
        child_style = {**style, **child.attrib}
        if child.tag != f"{{{SVG}}}text":
            _lift(child, at, child_style, labels)
        elif is_written_from_right("".join(child.itertext())):
            labels.extend(_labels(child, at, child_style))
            element.remove(child)


def _labels(text: ET.Element, here: Transform, style: Mapping[str, str]) -> list[dict[str, Any]]:
    """The text itself and each of its lines (tspan), as the template sets them."""
    x, y = float(text.get("x", 0)), float(text.get("y", 0))
    lines = [(text.text or "", x, y, style)]
    for line in text:
        x, y = float(line.get("x", x)), float(line.get("y", y)) + float(line.get("dy", 0))
        lines.append((line.text or "", x, y, {**style, **line.attrib}))
    return [_label(said, here.point(x, y), here, own) for said, x, y, own in lines if said.strip()]


def _label(
    text: str, place: tuple[float, float], here: Transform, style: Mapping[str, str]
) -> dict[str, Any]:
    anchor = style.get("text-anchor", "start")
    from_right = style.get("direction") == "rtl"
    has_halo = style.get("stroke", "none") != "none"
    scale = math.hypot(here.a, here.b)
    return {
        "text": text,
        "x": place[0],
        "y": place[1],
        "angle": math.degrees(math.atan2(here.b, here.a)),
        "size": float(style.get("font-size", "16").removesuffix("px")) * scale,
        "bold": style.get("font-weight", "400") in {"bold", "600", "700", "800", "900"},
        "anchor": _OTHER_SIDE[anchor] if from_right else anchor,
        "from_right": is_written_from_right(text),
        "fill": style.get("fill", "#000000"),
        "halo": {
            "colour": style["stroke"],
            "width": float(style.get("stroke-width", "1")) * scale,
        }
        if has_halo
        else None,
    }


def _transform(written: str) -> Transform:
    whole = Transform()
    for kind, numbers in _STEP.findall(written):
        values = [float(number) for number in re.split(r"[\s,]+", numbers.strip())]
        match kind:
            case "translate":
                step = Transform(e=values[0], f=values[1] if len(values) > 1 else 0)
            case "scale":
                step = Transform(a=values[0], d=values[-1])
            case "rotate":
                cos, sin = math.cos(math.radians(values[0])), math.sin(math.radians(values[0]))
                step = Transform(cos, sin, -sin, cos)
            case _:
                step = Transform(*values)
        whole = whole.after(step)
    return whole
