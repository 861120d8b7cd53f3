import pytest

from mirps_bot.domain.attachment import LONGEST_NAME, Attachment


@pytest.mark.parametrize(
    ("claimed", "shown"),
    [
        ("informe trimestral.pdf", "informe trimestral.pdf"),
        ("../../etc/passwd", ".. .. etc passwd"),
        ("a\x00b\r\nc\u202e.pdf", "ab c .pdf"),
        ("<!channel> *hola*.pdf", "channel hola .pdf"),
        ("ñandú (v2), año.xlsx", "ñandú (v2), año.xlsx"),
        ("x" * 300, "x" * LONGEST_NAME),
        ("\x00///", "F012"),
    ],
)
def test_name_is_data_that_is_safe_to_show(claimed: str, shown: str) -> None:
    assert Attachment.called("F012", claimed).name == shown


@pytest.mark.parametrize("id", ["F012ABC", "F1"])
def test_attachment_is_read_as_it_was_written(id: str) -> None:
    attached = Attachment.called(id, "informe.pdf")
    assert Attachment.parse(str(attached)) == attached


@pytest.mark.parametrize("text", ["", "informe.pdf", "mañana se lo envío", "f012/a", "F/a", "F012/a\nF013/b"])
def test_words_and_several_files_are_no_attachment(text: str) -> None:
    assert Attachment.parse(text) is None
