"""The page of GB/T 9704-2012 as CSS for WeasyPrint.

Measures (mm and pt are the standard's own units): A4, margins 37/26/35/28 mm, so a text box of 156 × 225 mm; 22 lines of 28
characters. 28 × 15.75 pt = 441 pt in 442.2 pt; 22 × 28.95 pt = 636.9 pt in 637.8 pt (29 pt would give 21 lines).
"""

import math
from collections.abc import Sequence

from .blocks import Document, Photo
from .fonts import Fonts

SIZE = 15.75
PITCH = 28.95
CHARACTERS = 28
LINES = 22
TITLE_SIZE = 22
TITLE_PITCH = 34.74  # 1.2 lines of the grid
NUMBER_SIZE = 14
TOP, RIGHT, BOTTOM, LEFT = 37, 26, 35, 28
PHOTO_GAP = 3  # mm between photos
PHOTO_MOST = 75
PHOTO_MOST_OF_MANY = 52

# 一字线 7 mm under the text box: the dash sits 0.66 em under the top of its line, measured on the PDF by a test.
PAGE_OF_PAGES = '"第" counter(page) "页 共" counter(pages) "页"'  # of a sheet: its pages lie loose on a table
NUMBER_DROP = "calc(7mm - 9.3pt)"


def title_height(lines: int) -> float:
    """Points of the title's box: a whole number of grid lines, so that the body below stays on the grid."""
    return math.ceil(lines * TITLE_PITCH / PITCH) * PITCH


def photo_height(row: Sequence[Photo], rows: int = 1) -> float:
    """Millimetres: as high as the text's width allows for all of a row side by side; of one row at most a third of a page, of
    several rows less, so that four photos leave room for the words."""
    room = 210 - LEFT - RIGHT - PHOTO_GAP * (len(row) - 1)
    return min(room / sum(photo.width / photo.height for photo in row), PHOTO_MOST if rows == 1 else PHOTO_MOST_OF_MANY)


def stylesheet(document: Document, fonts: Fonts) -> str:
    font = {key: stack.css for key, stack in fonts.stacks.items()}
    weight = {key: stack.weight for key, stack in fonts.stacks.items()}
    bold = "font-weight:bold;" if document.heading_bold else ""
    return f"""
@page {{
  size: 210mm 297mm; margin: {TOP}mm {RIGHT}mm {BOTTOM}mm {LEFT}mm; {_watermark(document.watermark, fonts)}
  @top-center {{
    content: string(continued, start); font: {weight["hei"]} 12pt/16pt {font["hei"]};
    width: 100%; vertical-align: bottom; padding-bottom: 1mm;
  }}
  {_header_note(document.header_note, font["kai"])}
}}
@page :right {{ @bottom-right {{ {_number(font["song"])} padding: {NUMBER_DROP} {NUMBER_SIZE}pt 0 0; }} }}
@page :left {{ @bottom-left {{ {_number(font["song"])} padding: {NUMBER_DROP} 0 0 {NUMBER_SIZE}pt; }} }}
{_wide_pages(font["song"])}
html {{ font: {SIZE}pt/{PITCH}pt {font["body"]}; text-align: justify; hyphens: manual; font-kerning: none; }}
body, p, h1, h2, h3, h4, h5, table, figure {{ margin: 0; padding: 0; }}
p, h2, h3, h4, h5 {{ text-indent: 2em; orphans: 1; widows: 1; }}
h1, h2, h3, h4, h5 {{ font-size: {SIZE}pt; font-weight: normal; break-after: avoid; }}
h1 {{ font: {weight["title"]} {TITLE_SIZE}pt/{TITLE_PITCH}pt {font["title"]}; text-align: center; }}
.h2 {{ font-family: {font["hei"]}; font-weight: {weight["hei"]}; }}
.h3 {{ font-family: {font["kai"]}; {bold} }}
.h4 {{ {bold} }}
span {{ line-height: 0; }}
.f {{ text-indent: 0; }}
.rare {{ font-family: {font["rare"]}; font-weight: normal; }}
h1 .rare {{ font-family: {font["rare-title"]}; font-weight: {weight["rare-title"]}; }}
.h2 .rare, .al .rare, .cap .rare, th .rare, .sum .rare, figcaption .rare {{ font-family: {font["hei"]}; font-weight: {weight["hei"]}; }}
.q {{ font-family: {font["body"]}; }}
.e {{ font-family: {font["kai"]}; }}
.code {{ font: 7pt/0 {font["song"]}; color: #666; vertical-align: 5pt; }}
.sub {{ text-indent: 0; text-align: center; }}
.s {{ height: {PITCH}pt; }}
.new {{ break-after: page; }}
.note {{ font: 10.5pt/17pt {font["song"]}; text-indent: 2em; }}
.al {{ font-family: {font["hei"]}; font-weight: {weight["hei"]}; text-indent: 0; margin-bottom: {PITCH}pt; break-after: avoid; }}
.annex {{ break-before: page; }}
.wide {{ page: wide; }}
.list {{ margin-top: {PITCH}pt; break-inside: avoid; }}
.list p {{ text-indent: 0; padding-left: 6.5em; }}
.list .n {{ float: left; margin-left: -1.5em; line-height: inherit; }}
.list .one {{ padding-left: 5em; }}
.list p b {{ float: left; margin-left: -4.5em; font-weight: normal; }}
.list .one b {{ margin-left: -3em; }}
.sign {{ margin-top: {PITCH}pt; break-inside: avoid; display: table; margin-left: auto; margin-right: 2em; }}
.sign p {{ text-indent: 0; white-space: nowrap; }}
.sign .date {{ padding-left: 2em; }}
.sign .long {{ margin-right: -2em; }}
.cap {{ font: {weight["hei"]} 12pt/20pt {font["hei"]}; text-align: center; text-indent: 0; margin-top: 8pt; break-after: avoid; }}
.unit {{ font: 10.5pt/17pt {font["song"]}; text-align: right; text-indent: 0; break-after: avoid; }}
table {{ width: 100%; table-layout: fixed; border-collapse: collapse; font: 10.5pt/16pt {font["song"]}; margin-bottom: 8pt; }}
table.big {{ font-size: 12pt; line-height: 18pt; }}
th, td {{ border: 0.5pt solid #000; padding: 2.5pt 3pt; text-align: center; vertical-align: middle; overflow-wrap: anywhere; }}
th {{ font-family: {font["hei"]}; font-weight: {weight["hei"]}; }}
tr {{ break-inside: avoid; }}
td.l {{ text-align: left; }}
td.r {{ text-align: right; }}
.c {{ string-set: continued attr(data-c); }}
.done {{ string-set: continued ""; height: 0; }}
.sum td {{ font-family: {font["hei"]}; font-weight: {weight["hei"]}; }}
figure {{ break-inside: avoid; margin: 8pt auto 10pt; text-align: center; }}
figure svg {{ display: block; width: 100%; height: auto; max-height: 155mm; }}
.wide figure svg {{ max-height: 88mm; }}
.photo-row {{ font-size: 0; line-height: 0; white-space: nowrap; margin-bottom: {PHOTO_GAP}mm; break-inside: avoid; }}
.photo-row img + img {{ margin-left: {PHOTO_GAP}mm; }}
figcaption {{ font: {weight["hei"]} 12pt/20pt {font["hei"]}; }}
{_sheet(font) if document.sheet else ""}
"""


def _sheet(font: dict[str, str]) -> str:
    """A table on one landscape page: about 38 lines of 8 pt, which is still read at arm's length."""
    return f"""
@page {{ size: 297mm 210mm; margin: 15mm 12mm 13mm; @top-left {{ padding-bottom: 2mm; }} }}
@page :right {{ @bottom-right {{ padding: 2mm 0 0; font-size: 9pt; content: {PAGE_OF_PAGES}; }} }}
@page :left {{ @bottom-left {{ padding: 2mm 0 0; font-size: 9pt; content: {PAGE_OF_PAGES}; }} }}
h1 {{ font-size: 16pt; line-height: 20pt; min-height: 0 !important; }}
.s {{ height: 0; }}
.f {{ font-size: 10.5pt; line-height: 18pt; }}
.cap {{ font-size: 9pt; line-height: 14pt; margin-top: 0; }}
table, table.big {{ font: 8pt/10pt {font["song"]}; margin-bottom: 3pt; }}
th, td {{ padding: 0.6pt 2pt; }}
.note {{ font-size: 8pt; line-height: 11pt; text-indent: 0; }}
"""


def _number(song: str) -> str:
    return f'content: "— " counter(page) " —"; font: {NUMBER_SIZE}pt/{NUMBER_SIZE}pt {song}; vertical-align: top;'


def _wide_pages(song: str) -> str:
    """A landscape sheet is the portrait one turned clockwise: what was its lower edge is at the left, and the number stays there.

    The box is 30 × 14 mm before it turns about its centre, which lies 7 mm outside the text box.
    """
    turned = f"{_number(song)} width: 30mm; height: 14mm; margin: 8mm -8mm 8mm 13mm; vertical-align: middle; transform: rotate(90deg);"
    return f"""
@page wide {{
  size: 297mm 210mm; margin: {LEFT}mm {TOP}mm {RIGHT}mm {BOTTOM}mm;
  @bottom-right {{ content: none; }}
  @bottom-left {{ content: none; }}
}}
@page wide:right {{ @left-bottom {{ {turned} text-align: right; padding: 0 {NUMBER_SIZE}pt 0 0; }} }}
@page wide:left {{ @left-top {{ {turned} text-align: left; padding: 0 0 0 {NUMBER_SIZE}pt; }} }}
"""


def _watermark(text: str, fonts: Fonts) -> str:
    """Large, pale and behind the text: a background of the page, so that it costs no layout."""
    if not text:
        return ""
    from base64 import b64encode
    from html import escape

    size = min(110, 420 / len(text))
    family = escape(fonts.stacks["hei"].css.replace('"', "'"))
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="595" height="842" viewBox="0 0 595 842">'
        f'<text x="297" y="421" transform="rotate(-40 297 421)" text-anchor="middle" font-size="{size:.0f}" '
        f'font-family="{family}" fill="#e9e9e9">{escape(text)}</text></svg>'
    )
    return f"background: url(data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}) center no-repeat;"


def _header_note(text: str, kai: str) -> str:
    if not text:
        return ""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ").replace("<", "\\3c ")
    return f"""
  @top-left {{
    content: "{quoted}"; font: 10.5pt/14pt {kai}; color: #555;
    width: 100%; text-align: left; vertical-align: bottom; padding-bottom: 7mm;
  }}"""
