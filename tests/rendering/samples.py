"""Views and a form with everything that can stand in one."""

from mirps_bot.domain.form import FieldKind
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import (
    Bullets,
    Button,
    Buttons,
    Divider,
    Emphasis,
    Facts,
    Heading,
    Image,
    Link,
    Note,
    Paragraph,
    Plain,
    Strong,
    View,
)
from mirps_bot.view.form import ShownField, ShownForm, ShownOption
from mirps_bot.view.pictures import Grid, Row

PLEDGE = View(
    summary="Compromiso GRF-2023-01492",
    blocks=(
        Heading("Fortalecer el sistema de asilo"),
        Paragraph((Plain("De "), Strong("México"), Plain(", anunciado en 2023."))),
        Facts(
            (
                ("Estado", (Plain("En curso"),)),
                ("Monto", (Strong("1.500.000 USD"), Plain(" hasta 2027"))),
                ("Fuente", (Link("UNHCR", "https://globalcompactrefugees.org/pledges?id=1492&lang=es"),)),
            )
        ),
        Bullets(((Plain("Registro"),), (Plain("Véase "), Link("el plan", "https://example.org/plan")))),
        Divider(),
        Buttons(
            (
                Button(
                    label="Actualizar",
                    action=Action(ActionName.REPORT, ("GRF-2023-01492",)),
                    emphasis=Emphasis.PRIMARY,
                    described="Actualizar el compromiso GRF-2023-01492",
                ),
                Button(label="Sin cambios", action=Action(ActionName.NO_CHANGE, ("GRF-2023-01492",))),
                Button(
                    label="Descartar",
                    action=Action(ActionName.DISCARD_DRAFT, ("7",)),
                    emphasis=Emphasis.DANGER,
                ),
            )
        ),
        Note((Plain("Solo usted ve esta respuesta."),)),
        Note((Plain("Datos de marzo de 2026, "), Link("fuente", "https://example.org/data"), Plain("."))),
    ),
)

CHART = Image(
    "Entidades que informaron: T3, 1 de 2; T4, 2 de 2.",
    Grid(
        "Quién informó",
        ("T3", "T4"),
        ("1/2", "2/2"),
        (Row("México", (True, True)), Row("Costa Rica <!here>", (False, True))),
    ),
)
CHARTED = View(summary="Boletín", blocks=(Heading("Respuesta"), CHART))

HOSTILE = View(
    summary="*gone* <!channel> & <@U1|x>",
    blocks=(
        Heading("*bold* :boom: <!here>"),
        Paragraph(
            (
                Plain("*del* _it_ ~s~ `c` <!channel> <@U0SOMEONE> :smile: &amp;\n> quoted\n```code```"),
                Strong("<https://evil.example|bank>"),
                Link("<!everyone>", "https://example.org/?q=<b>|x"),
                Link("tap me", "javascript:alert(1)"),
                Link("", "https://example.org"),
            )
        ),
        Bullets(((Plain("*one*"),), ())),
        Facts((("*label*", (Plain("<#C1|secret>"),)),)),
        Note((Plain("*small* <!date^1^{date}|never>"),)),
        Note((Plain("*small* "), Link("*x*", "mailto:a@example.org"))),
    ),
)

HEADINGS_ONLY = View(summary="Nada que decir", blocks=())


def shown(key: str, kind: FieldKind, label: str, **more: object) -> ShownField:
    standard: dict[str, object] = {
        "hint": None,
        "required": False,
        "max_length": 3000,
        "options": (),
        "value": "",
        "redraws": False,
    }
    return ShownField(key=key, kind=kind, label=label, **standard | more)  # type: ignore[arg-type]


STAGES = tuple(ShownOption(value=value, label=value.title()) for value in ("planned", "ongoing", "done"))
QUARTERS = tuple(ShownOption(value=f"Q{number}", label=f"Trimestre {number}") for number in range(1, 9))
PLEDGES = tuple(ShownOption(value=f"P-{number}", label=f"Compromiso {number}") for number in range(101))

FORM = ShownForm(
    name="update",
    title="Informar de un avance del compromiso",
    intro="Dos minutos bastan.",
    submit="Enviar",
    cancel="Cancelar",
    context={"event": "2026-Q1"},
    fields=(
        shown("pledge", FieldKind.CHOICE, "Compromiso", options=PLEDGES, value="P-7", redraws=True),
        shown("stage", FieldKind.CHOICE, "Estado", options=STAGES, required=True, value="ongoing"),
        shown("quarter", FieldKind.CHOICE, "Trimestre", options=QUARTERS),
        shown("results", FieldKind.LONG_TEXT, "Resultados", hint="¿Qué cambió?", required=True),
        shown("amount", FieldKind.AMOUNT, "Monto", max_length=20, value="1.500,50"),
        shown("source", FieldKind.LINK, "Enlace", max_length=300),
    ),
)
