"""Whether a colour can be read: the contrast of WCAG 2.2, and the nearest shade that is enough."""

import colorsys
import re

from tryggve.wording.problems import refuse
from tryggve.wording.text import say

ENOUGH = 7.0  # WCAG 2.2, 1.4.6 (AAA): our look asks for it everywhere
PAPER = "#fdfcf9"  # --paper in site/tokens.css
PAPER_QUIET = "#f5f3ee"  # --paper-quiet
TINT = 0.08  # how much of the colour --brand-tint holds
HEX = re.compile(r"#[0-9a-f]{6}")


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours written #rrggbb, 1 to 21 (WCAG 2.2, definitions)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def least_contrast(colour: str) -> float:
    """The contrast of a brand colour on the ground where it is hardest to read."""
    tint = _mixed(colour, PAPER, TINT)
    return min(contrast(colour, ground) for ground in (PAPER, PAPER_QUIET, tint))


def is_readable(colour: str) -> bool:
    return HEX.fullmatch(colour) is not None and least_contrast(colour) >= ENOUGH


def readable_shade(colour: str) -> str:
    """The colour itself if it can be read, otherwise the lightest darker shade that can."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    steps = 200
    for step in range(steps + 1):
        shade = _written(colorsys.hls_to_rgb(hue, lightness * (1 - step / steps), saturation))
        if is_readable(shade):
            return shade
    raise ValueError(colour)  # black is always readable


def checked_colour(colour: str) -> str:
    """A brand colour as #rrggbb, or InputError that names the nearest shade which can be read."""
    colour = colour.strip().lower()
    if not HEX.fullmatch(colour):
        raise refuse(
            say("{colour} is no colour.", colour=colour),
            say("Write # and six characters, as in #0f4c5c."),
            field="colour",
        )
    if not is_readable(colour):
        raise refuse(
            say(
                "The colour {colour} is too pale: its contrast is {contrast} to 1.",
                colour=colour,
                contrast=round(least_contrast(colour), 1),
            ),
            say("At least 7 to 1 is needed. Use {shade}.", shade=readable_shade(colour)),
            field="colour",
        )
    return colour


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _written(channels: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)


def _mixed(colour: str, ground: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    red, green, blue = (c * share + g * (1 - share) for c, g in pairs)
    return _written((red, green, blue))


def _luminance(colour: str) -> float:
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
