"""A focal point sends a document with a report: in a form, and in a conversation."""

from tests.journeys.actors import Actor, words
from tests.journeys.world import Journey

PDF = b"%PDF-1.7\n%%EOF\n"


async def test_document_goes_with_the_form_and_is_told_of_when_it_is_kept(
    world: Journey, lucia: Actor
) -> None:
    file = lucia.person.attaches("informe <!channel>.pdf", PDF)
    await lucia.says("/mirps actualizar rec-058")
    await lucia.chooses("stage", "En curso")
    assert await lucia.sends(document=[file]) == {}
    assert "Documento:informe channel .pdf" in words(lucia.form).replace("\n", "").replace(": ", ":")

    told = await lucia.reads("Documento guardado con A-00001")
    assert "informe channel .pdf (PDF, 0" in words(told)
    assert [each.read_bytes() for each in world.files.iterdir()] == [PDF]

    history = await lucia.says("/mirps compromisos rec-058")
    assert "informe channel .pdf (PDF, 0" in words(history)


async def test_document_attached_to_a_message_answers_the_question(world: Journey, lucia: Actor) -> None:
    for line, question in (
        ("actualizar rec-058", "¿En qué etapa está?"),
        ("en curso", "¿Qué avanzó"),
        ("omitir", "¿Qué puede decir en cifras?"),
        ("omitir", "¿De qué período habla?"),
        ("T3 2026", "¿Hay una página pública"),
        ("omitir", "¿Hay un documento que lo respalde?"),
    ):
        await lucia.says(line)
        await lucia.reads(question)
    files = [lucia.person.attaches(name, b"MZ\x90\x00" + b"\x00" * 90) for name in ("a.pdf", "b.pdf")]
    await lucia.person.says("", files=files)
    await lucia.reads("Adjunte un solo archivo")
    await lucia.person.says("aquí va", files=files[:1])
    await lucia.reads("Documento de respaldo: a.pdf")
    await lucia.says("enviar")
    await lucia.reads("Registrado: A-00001")

    told = await lucia.reads("El documento de A-00001 no quedó guardado")
    assert "No es un PDF" in words(told)
    assert "Su informe sí quedó registrado." in words(told)
    assert not world.files.exists()
