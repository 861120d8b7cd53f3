from dataclasses import replace

from tests.platforms.scripted import asks, says
from tests.platforms.world import LUCIA, World

from mirps_bot.dialogue import Answer, Corrected, Inbound, Redraw, Shown, Silence, Submission
from mirps_bot.domain.form import FieldKind
from mirps_bot.view.form import ShownField, ShownForm, ShownOption

MANY = tuple(ShownOption(value=f"P-{n}", label=f"Compromiso {n}") for n in range(150))
FEW = (ShownOption(value="P-1", label="Compromiso 1"), ShownOption(value="P-2", label="Compromiso 2"))


def field(key: str, **more: object) -> ShownField:
    plain = ShownField(
        key=key,
        kind=FieldKind.SHORT_TEXT,
        label=key,
        hint=None,
        required=False,
        max_length=200,
        options=(),
        value="",
        redraws=False,
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def form(*fields: ShownField) -> ShownForm:
    return ShownForm(
        name="update",
        title="Informar",
        intro="¿Qué ha pasado?",
        submit="Enviar",
        cancel="Cancelar",
        fields=fields,
        context={"quarter": "2026-Q1"},
    )


PLEDGE = field("pledge", kind=FieldKind.CHOICE, options=FEW, value="P-1", redraws=True)


async def opened(slack: World, *fields: ShownField) -> None:
    slack.bot.answer = lambda _: asks(form(*fields))
    await slack.lucia.commands("/mirps actualizar")


async def test_submission_carries_what_was_typed_and_leaves_a_receipt(slack: World) -> None:
    await opened(slack, field("results"), field("amount", kind=FieldKind.AMOUNT, value="10"))
    slack.bot.answer = lambda _: Shown(view=says("recibido"))

    problems = await slack.lucia.submits(values={"results": {"results": "  *diez* <familias>"}})

    (submission,) = slack.bot.submissions()
    assert problems == {}
    assert submission.form == "update"
    assert submission.raw == {"results": "  *diez* <familias>", "amount": "10"}
    assert submission.context == {"quarter": "2026-Q1"}
    assert slack.lucia.view is not None
    assert slack.lucia.view["title"]["text"] == "Informar"
    assert "submit" not in slack.lucia.view or slack.lucia.view["submit"] is None


async def test_problems_stand_at_their_fields_and_the_form_keeps_its_key(slack: World) -> None:
    await opened(slack, field("results"), field("amount"))
    slack.bot.answer = lambda _: Corrected(errors={"amount": "Escriba un número", "gone": "Falta algo"})

    problems = await slack.lucia.submits(values={"amount": {"amount": "diez"}})
    slack.bot.answer = lambda _: Silence()
    await slack.lucia.submits(values={"amount": {"amount": "10"}})

    first, second = slack.bot.submissions()
    assert problems == {"amount": "Escriba un número", "results": "Falta algo"}
    assert first.key == second.key
    assert slack.lucia.views == []


async def test_failed_submission_keeps_what_was_typed(slack: World) -> None:
    await opened(slack, field("results"))

    def fail(_: Inbound) -> Answer:
        raise RuntimeError("no more paper")

    slack.bot.answer = fail
    problems = await slack.lucia.submits(values={"results": {"results": "diez"}})

    assert list(problems) == ["results"]
    assert problems["results"].startswith("sorry (es, ")
    assert slack.lucia.view is not None


async def test_choice_redraws_the_form_with_new_values(slack: World) -> None:
    await opened(slack, PLEDGE, field("amount", value="10"), field("note"))
    assert slack.lucia.view is not None
    slack.bot.answer = lambda _: asks(
        form(replace(PLEDGE, value="P-2"), field("amount", value="25"), field("note"))
    )

    await slack.lucia.selects(slack.lucia.view, "pledge", "P-2")

    redraw = slack.bot.heard[-1]
    assert isinstance(redraw, Redraw)
    assert (redraw.changed, redraw.raw["pledge"], redraw.context) == (
        "pledge",
        "P-2",
        {"quarter": "2026-Q1"},
    )
    slack.bot.answer = lambda _: Silence()
    await slack.lucia.submits()
    (submission,) = slack.bot.submissions()
    assert (submission.raw["pledge"], submission.raw["amount"]) == ("P-2", "25")


async def test_form_changed_in_the_meantime_is_left_alone(slack: World) -> None:
    await opened(slack, PLEDGE)
    assert slack.lucia.view is not None
    view = slack.lucia.view

    def close_first(_: Inbound) -> Answer:
        slack.playground.workspace.modals.clear(LUCIA)
        return asks(form(PLEDGE))

    slack.bot.answer = close_first
    await slack.lucia.selects(view, "pledge", "P-2")

    assert slack.lucia.errors == []


async def test_long_list_is_searched(slack: World) -> None:
    slack.bot.offered = MANY
    await opened(slack, field("pledge", kind=FieldKind.CHOICE, options=MANY, value="P-120"))
    assert slack.lucia.view is not None

    found = await slack.lucia.searches(slack.lucia.view, "pledge", "Compromiso 14")

    assert [option["value"] for option in found] == ["P-14", *(f"P-{n}" for n in range(140, 150))]
    assert slack.bot.searches == [("update", "pledge", "Compromiso 14")]


async def test_next_form_follows_a_submission(slack: World) -> None:
    await opened(slack, field("results"))
    slack.bot.answer = lambda _: asks(form(field("amount")))

    await slack.lucia.submits()
    await slack.lucia.submits()

    first, second = (each for each in slack.bot.heard if isinstance(each, Submission))
    assert first.key != second.key


async def test_closed_form_is_no_error(slack: World) -> None:
    await opened(slack, field("results"))

    await slack.lucia.closes()

    assert slack.lucia.views == []
    assert slack.lucia.errors == []
