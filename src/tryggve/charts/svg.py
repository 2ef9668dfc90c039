"""From a chart to an SVG that a strict page may hold and that a screen reader can tell of."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from tryggve.charts import house
from tryggve.typeset.direction import is_written_from_right
from tryggve.typeset.fonts import folders

if TYPE_CHECKING:
    import altair as alt

SVG = "http://www.w3.org/2000/svg"
_ELEMENTS = re.compile(
    "svg|g|path|rect|line|circle|text|tspan|defs|clipPath|(linear|radial)Gradient|stop"
)
_ATTRIBUTES = re.compile(
    "id|d|[xy][12]?|d[xy]|c[xy]|r[xy]?|width|height|viewBox|transform|offset|points|"
    "fill(-opacity|-rule)?|stroke(-width|-opacity|-dasharray|-dashoffset|-linecap|-linejoin"
    "|-miterlimit)?|opacity|clip-(path|rule)|font-(family|size|style|weight)|text-anchor|"
    "dominant-baseline|stop-(color|opacity)|gradient(Units|Transform)|display|visibility"
)
# What says nothing within a picture that is described as a whole, or is already so.
_NEEDLESS = re.compile(r"class|role|aria-.+|version|pointer-events|cursor")
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_OTHER_SIDE = {"start": "end", "end": "start", "middle": "middle"}


def to_svg(
    chart: "alt.TopLevelMixin | Mapping[str, Any]",
    *,
    title: str,
    description: str,
    language: str = "sv",
) -> str:
    """Draw a chart in the look of the house; the same chart always gives the same SVG.

    `chart` is an Altair chart or a Vega-Lite specification. The picture scales to the width where
    it stands (a viewBox, no size of its own). It is one image to a screen reader, with `title` and
    `description` in `language`; its ids are made from its content, so that pictures can share a
    page. Styles are attributes only, as a strict content security policy wants; text stays text.

    Raises `ValueError` for an empty title or description, and for a chart with anything that a
    strict page must not hold: images, links, scripts, addresses of elsewhere.
    """
    if not title.strip() or not description.strip():
        raise ValueError("A picture needs a title and a description.")
    locale = house.LOCALES.get(language, house.LOCALES["sv"])
    drawn = _drawer().vegalite_to_svg(
        _specification(chart),
        config=house.CONFIG,
        allowed_base_urls=[],
        format_locale=locale,
        time_format_locale=locale,
    )
    return accessible(str(drawn), title=title, description=description, language=language)


@cache
def _drawer() -> ModuleType:
    """vl-convert with our fonts, so that a chart is laid out alike on every machine."""
    import vl_convert  # 30 ms, and 100 MB at the first picture

    for folder in folders():
        vl_convert.register_font_directory(str(folder))
    return vl_convert


def accessible(drawn: str, *, title: str, description: str, language: str) -> str:
    """An SVG from Vega with its description, and without what a strict page must not hold."""
    drawn = _with_own_ids(drawn)
    name = hashlib.sha256(f"{title}\n{description}\n{drawn}".encode()).hexdigest()[:10]
    ET.register_namespace("", SVG)
    root = ET.fromstring(drawn)  # noqa: S314 - our own drawing, not something sent to us
    _clean(root, f"picture-{name}")
    for attribute in ("width", "height"):
        root.attrib.pop(attribute, None)
    root.attrib |= {
        "role": "img",
        "aria-labelledby": f"picture-{name}-title picture-{name}-description",
        "lang": language,
        "font-family": house.FONT,
        "direction": "ltr",  # places are counted from the left, also in a page from right to left
    }
    for at, (tag, text) in enumerate((("title", title), ("desc", description))):
        told = ET.Element(f"{{{SVG}}}{tag}", id=f"picture-{name}-{['title', 'description'][at]}")
        told.text = text
        root.insert(at, told)
    return ET.tostring(root, encoding="unicode")


def _with_own_ids(drawn: str) -> str:
    """Ids counted within the picture: Vega counts them through everything that it ever drew."""
    ids = dict.fromkeys(re.findall(r' id="([^"]+)"', drawn))
    own = {each: str(number) for number, each in enumerate(ids, start=1)}
    return re.sub(
        r'( id="|url\(#)([^")]+)', lambda found: found[1] + own.get(found[2], found[2]), drawn
    )


def _specification(chart: "alt.TopLevelMixin | Mapping[str, Any]") -> dict[str, Any]:
    if isinstance(chart, Mapping):
        return dict(chart)
    import altair as alt  # already there: the chart is one of its

    with alt.theme.enable("none"):  # the house's own look is given when the chart is drawn
        return chart.to_dict()


def _clean(element: ET.Element, name: str) -> None:
    tag = _local(element.tag)
    if not _ELEMENTS.fullmatch(tag):
        raise ValueError(f"A picture must not hold <{tag}>.")
    element.attrib = dict(_attributes(element, name))
    if tag == "text":
        _direct(element)
    for child in list(element):
        if _shows_nothing(child):
            element.remove(child)
        else:
            _clean(child, name)
    for child in list(element):
        if _local(child.tag) in {"g", "defs"} and not len(child):
            element.remove(child)


def _attributes(element: ET.Element, name: str) -> Iterator[tuple[str, str]]:
    styles = [style.partition(":") for style in element.get("style", "").split(";") if style]
    declared = {**element.attrib, **{key.strip(): value.strip() for key, _, value in styles}}
    declared.pop("style", None)
    for attribute, value in declared.items():
        if _NEEDLESS.fullmatch(attribute) or (attribute, value) == (
            "font-family",
            house.MEASURED_FONT,
        ):
            continue
        if not _ATTRIBUTES.fullmatch(attribute):
            raise ValueError(f"A picture must not hold the attribute {attribute}.")
        if attribute == "id":
            value = f"{name}-{value}"
        elif "url(" in value:
            if not value.startswith("url(#"):
                raise ValueError(f"A picture must not fetch anything: {value}")
            value = value.replace("url(#", f"url(#{name}-")
        yield attribute, _LONG_NUMBER.sub(_rounded, value)


def _rounded(number: re.Match[str]) -> str:
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")


def _direct(text: ET.Element) -> None:
    """Give a text its direction, and let a text with an outline have it behind the letters."""
    if text.get("stroke", "none") != "none":
        text.set("paint-order", "stroke")
    if is_written_from_right("".join(text.itertext())):
        text.set("direction", "rtl")
        # Vega means left and right; SVG means where the text begins and ends.
        text.set("text-anchor", _OTHER_SIDE[text.get("text-anchor", "start")])


def _shows_nothing(element: ET.Element) -> bool:
    if element.get("display") == "none" or element.get("d") == "":
        return True
    return "background" in element.get("class", "") and not (
        element.get("fill") or element.get("stroke")
    )


def _local(tag: str) -> str:
    return tag.removeprefix(f"{{{SVG}}}")
