"""A document as a Word file (Office Open XML) that screen readers can read and that prints on Letter paper."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from io import BytesIO
from typing import Any, assert_never

from mirps_bot.view.document import (
    Document,
    Item,
    Listing,
    Picture,
    Quotation,
    Section,
    SmallPrint,
    Table,
    Text,
    Title,
)
from mirps_bot.view.pictures import Bars, Grid

Draw = Callable[[Grid | Bars], bytes]

FONT = "Calibri"
INK, ACCENT, FAINT, HEAD = "1D1C1D", "08519C", "5A6570", "DCE6F1"
WIDTH = 6.7
"""Inches between the margins."""
LETTER = (8.5, 11.0)
MARGIN = 0.9
TALLEST = 4.2
"""Inches of a picture."""
SMALL = 8
"""Rows of a table that stays on one page."""
SEPARATOR = "  "
"""Between what leads a paragraph and the rest of it."""
TAGS: Mapping[str, str] = {"es": "es-MX", "en": "en-US", "pt": "pt-BR", "fr": "fr-FR"}
"""The languages of the text, for whoever reads it aloud or checks its spelling."""

_UNWANTED = re.compile("[^\t\n\x20-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML can't hold, and what turns the direction of the text around it."""


def render_docx(document: Document, *, draw: Draw, made_at: datetime) -> bytes:
    """Every text is a text, never a field or a link: it does nothing when it is opened."""
    import docx

    made = docx.Document()
    _set_up(made, document, made_at)
    for item in document.items:
        _add(made, item, draw)
    content = BytesIO()
    made.save(content)
    return content.getvalue()


# ---- the whole


def _set_up(made: Any, document: Document, made_at: datetime) -> None:
    from docx.shared import Inches

    known = made.core_properties
    known.title, known.subject, known.author = _clean(document.name), _clean(document.subject), "mirps-bot"
    known.language, known.comments, known.keywords = TAGS[document.language], "", "MIRPS"
    known.created = known.modified = made_at.replace(tzinfo=None)
    known.last_modified_by = "mirps-bot"
    page = made.sections[0]
    page.page_width, page.page_height = map(Inches, LETTER)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Inches(MARGIN)
    _styles(made, TAGS[document.language])
    _footer(page, document)


def _styles(made: Any, language: str) -> None:
    from docx.oxml.ns import qn

    defaults = made.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    _speak(defaults, language)
    for compat in made.settings.element.findall(qn("w:themeFontLang")):
        compat.set(qn("w:val"), language)
    for name, size, color, bold, before, after in (
        ("Normal", 10.5, INK, False, 0, 5),
        ("Title", 21, ACCENT, True, 0, 8),
        ("Subtitle", 9.5, FAINT, False, 0, 0),
        ("Heading 1", 14, ACCENT, True, 15, 4),
        ("Heading 2", 11.5, INK, True, 9, 2),
        ("List Bullet", 10.5, INK, False, 0, 2),
        ("Quote", 10.5, INK, False, 0, 6),
        ("Caption", 9, FAINT, False, 3, 5),
    ):
        _style(made.styles[name], size, color, before, after, bold=bold)
    made.styles["Quote"].paragraph_format.left_indent = _points(12)


def _style(style: Any, size: float, color: str, before: float, after: float, *, bold: bool) -> None:
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    style.font.name, style.font.size, style.font.bold = FONT, _points(size), bold
    style.font.italic, style.font.color.rgb = False, RGBColor.from_string(color)
    fonts = style.element.rPr.rFonts
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.attrib.pop(qn(f"w:{name}Theme"), None)
        fonts.set(qn(f"w:{name}"), FONT)
    for name in ("w:spacing", "w:kern"):
        for each in style.element.rPr.findall(qn(name)):
            style.element.rPr.remove(each)
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = _points(before), _points(after), 1.08
    for border in style.element.iter(qn("w:pBdr")):
        border.getparent().remove(border)


def _footer(page: Any, document: Document) -> None:
    """Who made it and when, and the page's number."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Inches

    line = page.footer.paragraphs[0]
    line.style = "Caption"
    line.paragraph_format.tab_stops.add_tab_stop(Inches(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    line.add_run(f"{_clean(document.foot)}\t{_clean(document.page)} ")
    _field(line, "PAGE")
    line.add_run(" / ")
    _field(line, "NUMPAGES")


def _field(line: Any, name: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    field.append(line.add_run("1")._r)
    line._p.append(field)


# ---- what is in it


def _add(made: Any, item: Item, draw: Draw) -> None:
    match item:
        case Title(text=text, above=above):
            made.add_paragraph(_clean(above), style="Subtitle")
            made.add_paragraph(_clean(text), style="Title")
        case Section(text=text, level=level):
            made.add_heading(_clean(text), level=level)
        case Text():
            _write(made.add_paragraph(), item)
        case Listing(items=items):
            for each in items:
                _write(made.add_paragraph(style="List Bullet"), each)
        case Quotation(text=text, language=language):
            run = made.add_paragraph(style="Quote").add_run(_clean(text))
            if language:
                _speak(run._r.get_or_add_rPr(), TAGS[language])
        case SmallPrint(text=text):
            made.add_paragraph(_clean(text), style="Caption").paragraph_format.keep_with_next = True
        case Table():
            _tabulate(made, item)
        case Picture():
            _hang(made, item, draw)
        case _:
            assert_never(item)


def _write(paragraph: Any, text: Text) -> None:
    if text.lead:
        paragraph.add_run(f"{_clean(text.lead)}{SEPARATOR if text.text else ''}").bold = True
    paragraph.add_run(_clean(text.text))


def _hang(made: Any, item: Picture, draw: Draw) -> None:
    from docx.shared import Inches

    shown = made.add_picture(BytesIO(draw(item.picture)))
    scale = min(1.0, Inches(WIDTH) / shown.width, Inches(TALLEST) / shown.height)
    shown.width, shown.height = int(shown.width * scale), int(shown.height * scale)
    about = shown._inline.docPr
    about.set("descr", _clean(item.alt))
    about.set("title", _clean(item.picture.title))
    made.paragraphs[-1].paragraph_format.keep_with_next = True
    made.add_paragraph(_clean(item.picture.title), style="Caption")


def _tabulate(made: Any, item: Table) -> None:
    """The row of heads comes again on each page, and no row is torn apart."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Inches

    rows = (item.heads, *item.rows) if item.heads else item.rows
    table = made.add_table(rows=len(rows), cols=len(item.widths))
    table.style, table.autofit = made.styles["Table Grid"], False
    _describe(table, item)
    for column, width in zip(table.columns, item.widths, strict=True):
        column.width = Inches(WIDTH * width / 100)
    for number, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
        is_head = bool(item.heads) and number == 0
        _keep_whole(row, is_head=is_head)
        for at, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = Inches(WIDTH * item.widths[at] / 100)
            line = cell.paragraphs[0]
            run = line.add_run(_clean(text))
            run.bold, run.font.size = is_head or (not item.heads and at == 0), _points(9.5)
            line.paragraph_format.space_after = line.paragraph_format.space_before = _points(2)
            line.paragraph_format.keep_with_next = len(rows) <= SMALL and number < len(rows) - 1
            if at in item.is_number:
                line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            if is_head:
                _shade(cell)
    made.add_paragraph().paragraph_format.space_after = _points(2)


def _describe(table: Any, item: Table) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "C9D3DC")):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    for side in ("left", "right", "insideV"):
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "nil")
        borders.append(line)
    properties.append(borders)
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        properties.remove(look)
        look.set(qn("w:firstRow"), "1" if item.heads else "0")
        look.set(qn("w:firstColumn"), "0" if item.heads else "1")
        properties.append(look)
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), _clean(item.title))
    properties.append(caption)


def _keep_whole(row: Any, *, is_head: bool) -> None:
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))


def _shade(cell: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", HEAD)):
        shade.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _speak(properties: Any, language: str) -> None:
    """The language of the text that has these properties."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    spoken = properties.find(qn("w:lang"))
    if spoken is None:
        spoken = OxmlElement("w:lang")
        properties.append(spoken)
    for key in ("val", "eastAsia"):
        spoken.set(qn(f"w:{key}"), language)


def _points(number: float) -> Any:
    from docx.shared import Pt

    return Pt(number)


def _clean(text: str) -> str:
    return _UNWANTED.sub("", text)
