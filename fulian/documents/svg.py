"""What may stand in a chart's SVG: it goes onto pages under a strict CSP and into files that are kept for years."""

from xml.etree import ElementTree

NAMESPACE = "{http://www.w3.org/2000/svg}"
ELEMENTS = frozenset(
    "svg title desc g defs pattern rect line path circle polyline polygon text tspan".split()  # noqa: SIM905  reads better
)


class UnsafeSvg(ValueError):
    """The drawing holds something that charts.py never writes."""


def require_plain_svg(svg: str) -> None:
    """Refuse anything but shapes and text with presentation attributes: no script, link, style or outside reference."""
    if "<!" in svg or "<?" in svg:
        raise UnsafeSvg("Comments, entities and processing instructions have no place in a chart.")
    try:
        root = ElementTree.fromstring(svg)  # noqa: S314  declarations were refused above
    except ElementTree.ParseError as error:
        raise UnsafeSvg(f"A chart is well-formed XML: {error}") from error
    for element in root.iter():
        name = element.tag.removeprefix(NAMESPACE)
        if name not in ELEMENTS:
            raise UnsafeSvg(f"<{name}> has no place in a chart.")
        for attribute, value in element.attrib.items():
            if _is_active(attribute.lower(), value.lower()):
                raise UnsafeSvg(f"{attribute} has no place in a chart.")


def _is_active(attribute: str, value: str) -> bool:
    if attribute in {"style", "href"} or attribute.endswith("}href") or attribute.startswith("on"):
        return True
    return "url(" in value and not value.startswith("url(#")
