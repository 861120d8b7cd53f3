import pytest

from mirps_bot.domain.form import Field, FieldKind
from mirps_bot.domain.language import Names
from mirps_bot.domain.naming import told_of

FIELDS = (
    Field(key="stage", kind=FieldKind.CHOICE, label=Names(es="Etapa", en="Stage", fr="Étape")),
    Field(key="spent", kind=FieldKind.AMOUNT, label=Names(es="Monto ejecutado", en="Amount spent")),
    Field(key="given", kind=FieldKind.AMOUNT, label=Names(es="Monto entregado", en="Amount delivered")),
    Field(key="what", kind=FieldKind.LONG_TEXT, label=Names(es="Qué avanzó", en="What moved")),
)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("la etapa es en curso", {"stage": "en curso"}),
        ("L'étape est réalisée", {"stage": "réalisée"}),
        ("cambie la ETAPA: «cumplido»", {"stage": "«cumplido»"}),
        ("no, change stage fulfilled", {"stage": "fulfilled"}),
        ("el monto ejecutado es 5 mil", {"spent": "5 mil"}),
        ("qué avanzó: El Censo, por fin", {"what": "El Censo, por fin"}),
        ("qué avanzó: a tiempo", {"what": "a tiempo"}),
        ("monto ejecutado: $5,000", {"spent": "$5,000"}),
        ("el monto ejecutado es -5", {"spent": "-5"}),
        ("2 es 5 mil", {"spent": "5 mil"}),
    ],
)
def test_field_is_named_and_its_value_is_as_written(words: str, told: dict[str, str]) -> None:
    assert told_of(FIELDS, words, are_numbered=True) == told


@pytest.mark.parametrize("words", ["el monto es 5 mil", "la etapa es cumplido y el monto ejecutado 5 mil"])
def test_none_of_several_is_preferred(words: str) -> None:
    assert len(told_of(FIELDS, words)) > 1


@pytest.mark.parametrize(
    "words",
    ["", "etapa", "etapa es", "etapa cumplido", "etapas es cumplido", "qué es la etapa", "2 es 5 mil"],
)
def test_other_words_give_no_value(words: str) -> None:
    assert told_of(FIELDS, words) == {}
