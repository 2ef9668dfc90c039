"""What a picture holds that a strict page, or a screen reader, would stumble over."""

import re

from lxml import etree

SVG = "{http://www.w3.org/2000/svg}"


def parsed(svg):
    return etree.fromstring(svg.encode())


def faults(svg):
    """Every fault found, none for a good picture."""
    root = parsed(svg)
    found = []
    for element in root.iter():
        tag = str(element.tag)
        if not tag.startswith(SVG):
            found.append(f"an element that is no SVG: {tag}")
        if tag.removeprefix(SVG) in {
            "style",
            "script",
            "foreignObject",
            "image",
            "a",
            "use",
            "animate",
        }:
            found.append(f"an element that is not allowed: {tag.removeprefix(SVG)}")
        for name, value in element.attrib.items():
            if name in {"style", "class"} or name.startswith("on") or "href" in name:
                found.append(f"an attribute that is not allowed: {name}")
            if re.search(r"url\((?!#)|https?:|javascript:|data:", value):
                found.append(f"an address of elsewhere: {value}")
    identities = [element.get("id") for element in root.iter() if element.get("id")]
    if len(set(identities)) != len(identities):
        found.append("two elements have the same id")
    used = set(re.findall(r"url\(#([^)]+)\)", svg))
    if not used <= set(identities):
        found.append(f"a reference to nothing: {used - set(identities)}")
    return found + _description(root) + _size(root)


def _description(root):
    if root.get("role") != "img":
        return ["the picture is not one image"]
    told = [root.find(f"{SVG}{tag}") for tag in ("title", "desc")]
    if any(element is None or not (element.text or "").strip() for element in told):
        return ["the picture has no title or no description"]
    if root.get("aria-labelledby") != " ".join(element.get("id") for element in told):
        return ["the picture is not labelled by its title and description"]
    hidden = [e for e in root.iter() if e is not root and (e.get("role") or e.get("aria-label"))]
    return ["a part of the picture speaks for itself"] if hidden else []


def _size(root):
    if root.get("width") or root.get("height") or not root.get("viewBox"):
        return ["the picture does not scale"]
    return []


def texts(svg):
    return ["".join(element.itertext()) for element in parsed(svg).iter(f"{SVG}text")]


def contrast(one, other):
    """The contrast of two colours (WCAG 2.2), 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
