from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from mirps_bot.domain.conversation import (
    TRIES,
    Again,
    Aside,
    Finished,
    Next,
    Noted,
    Saying,
    Step,
    Told,
    Typed,
    advance,
    opened,
    refuse,
    understand,
)
from mirps_bot.domain.form import NOT_YET, Field, FieldKind, Form, Problem, Value, validate
from mirps_bot.domain.ids import EntityId, PersonId, SessionId
from mirps_bot.domain.language import Names
from mirps_bot.domain.session import Session, Turn

WORD = Names(es="x")


def field(key: str, kind: FieldKind = FieldKind.SHORT_TEXT, **more: object) -> Field:
    return Field(key=key, kind=kind, label=WORD, **more)  # type: ignore[arg-type]


def made(*fields: Field) -> Form:
    return Form(name="f", title=WORD, submit=WORD, cancel=WORD, fields=fields)


FORM = made(
    field("kind", required=True),
    field("amount", when={"kind": ("money",)}, required=True),
    field("day", FieldKind.DAY, required=True, may_be_unknown=True),
    field("note", FieldKind.LONG_TEXT, max_length=20),
)


def read(field: Field, text: str) -> Value | Problem:
    if field.kind is FieldKind.YES_NO:
        return text == "sí" if text in ("sí", "no") else Problem(phrase="not_yes_or_no")
    if field.kind is FieldKind.DAY:
        try:
            return date.fromisoformat(text)
        except ValueError:
            return Problem(phrase="not_a_day")
    return Problem(phrase="odd") if "!" in text else text


def begun(form: Form = FORM, **answers: str) -> Session:
    session = Session(
        id=SessionId(1),
        version=1,
        form=form.name,
        person=PersonId(1),
        entity=EntityId("mx"),
        answers=answers,
        touched_at=datetime(2026, 11, 24, tzinfo=UTC),
    )
    return opened(form, session)


def after(session: Session, *said: str | Saying) -> Step:
    """What follows the last of these."""
    step: Step = Next(session=session)
    for each in said:
        step = advance(FORM, step.session, Typed(text=each) if isinstance(each, str) else each, read)
    return step


def told(turn: Turn, number: int = 0) -> Told:
    return Told(turn=turn, number=number)


BACK, SKIP, SAME, NOT_KNOWN, SEND = map(told, (Turn.BACK, Turn.SKIP, Turn.SAME, Turn.NOT_YET, Turn.SEND))
CANCEL, SAVE, DISCARD, GO_ON = map(told, (Turn.CANCEL, Turn.SAVE, Turn.DISCARD, Turn.GO_ON))

# ---- answering -----------------------------------------------------------------------------------


def test_answers_lead_from_question_to_question_to_the_review() -> None:
    assert begun().at == "kind"
    assert after(begun(), "money").session.at == "amount"
    assert after(begun(), "other").session.at == "day"
    assert after(begun(), "other", "2026-03-31", "bien") == Next(
        session=replace(
            begun(),
            answers={"kind": "other", "day": "2026-03-31", "note": "bien"},
            passed=("kind", "day", "note"),
            at=None,
        ),
        noted=Noted(field=FORM.field("note"), value="bien"),
    )


def test_whole_form_is_sent_from_its_review() -> None:
    step = after(begun(), "other", "2026-03-31", SKIP, SEND)
    assert isinstance(step, Finished)
    assert step.values == {"kind": "other", "day": date(2026, 3, 31)}


def test_review_is_sent_by_a_yes() -> None:
    assert isinstance(after(begun(), "other", NOT_KNOWN, SKIP, "sí"), Finished)


def test_nothing_is_sent_that_was_not_looked_through() -> None:
    step = after(begun(kind="other", day="2026-03-31"), SEND)
    assert (type(step), step.session.at) == (Next, None)


def test_review_that_is_not_whole_goes_back_to_what_is_missing() -> None:
    step = after(begun(), told(Turn.REVIEW), SEND)
    assert step == Again(session=begun(), problem=Problem(phrase="required"))


def test_what_a_feature_refuses_is_asked_again() -> None:
    problem = Problem(phrase="pledge_not_yours")
    assert refuse(begun(), {"day": problem}) == Again(session=replace(begun(), at="day"), problem=problem)


def test_what_cannot_be_read_is_asked_again_and_after_some_time_otherwise() -> None:
    steps = [after(begun(), *["!"] * times) for times in range(1, TRIES + 1)]
    assert [isinstance(each, Again) and each.is_stuck for each in steps] == [False, False, True]
    assert [each.session.failures for each in steps] == [1, 2, 3]
    assert after(steps[-1].session, "money").session.failures == 0


def test_text_that_is_too_long_is_not_cut() -> None:
    step = after(begun(), "other", NOT_KNOWN, "a" * 21)
    assert isinstance(step, Again)
    assert step.problem == Problem(phrase="too_long", values={"limit": "20", "length": "21"})


# ---- turns ---------------------------------------------------------------------------------------


def test_back_goes_one_question_back_and_then_on_from_there() -> None:
    step = after(begun(), "money", "5", BACK)
    assert step.session.at == "amount"
    assert after(step.session, "6").session.at == "day"
    assert after(step.session, BACK, "other").session.at == "day"


def test_there_is_nothing_before_the_first_question() -> None:
    assert after(begun(), BACK) == Again(
        session=replace(begun(), failures=1), problem=Problem(phrase="first_question")
    )


def test_needed_answer_is_not_skipped() -> None:
    step = after(begun(), SKIP)
    assert isinstance(step, Again)
    assert step.problem == Problem(phrase="can_not_be_skipped")


@pytest.mark.parametrize("turn", [SKIP, NOT_KNOWN])
def test_what_is_needed_but_not_known_yet_is_left_open(turn: Told) -> None:
    step = after(begun(), "other", turn)
    assert (step.session.answers["day"], step.session.at) == (NOT_YET, "note")


def test_what_is_not_needed_is_skipped_even_if_something_stood_there() -> None:
    step = after(begun(note="de antes"), "other", NOT_KNOWN, SKIP)
    assert (step.session.answers["note"], step.session.at) == ("", None)


def test_what_stood_there_is_kept_in_one_turn() -> None:
    step = after(begun(kind="other"), SAME)
    assert step == Next(
        session=replace(begun(kind="other"), passed=("kind",), at="day"),
        noted=Noted(field=FORM.field("kind"), value="other"),
    )


@pytest.mark.parametrize("turn", [SAME, told(Turn.CHANGE, 9), told(Turn.CHANGE)])
def test_turn_that_leads_nowhere_is_explained(turn: Told) -> None:
    assert isinstance(after(begun(), turn), Again)


def test_answer_is_changed_by_its_number_and_leads_back_to_the_review() -> None:
    reviewed = after(begun(), "other", "2026-03-31", "bien").session
    assert after(reviewed, "2").session.at == "day"
    again = after(reviewed, told(Turn.CHANGE, 2), "2026-04-30").session
    assert (again.at, again.answers["day"]) == (None, "2026-04-30")


def test_changed_answer_that_calls_for_more_leads_there() -> None:
    reviewed = after(begun(), "other", "2026-03-31", "bien").session
    assert after(reviewed, told(Turn.CHANGE, 1), "money").session.at == "amount"


def test_leaving_is_asked_about() -> None:
    asked = after(begun(), "money", CANCEL)
    assert asked == Aside(session=replace(asked.session, is_leaving=True), turn=Turn.CANCEL)
    assert after(asked.session, "no") == after(asked.session, GO_ON)
    assert after(asked.session, "no").session == replace(asked.session, is_leaving=False)
    assert after(asked.session, SAVE).session == replace(asked.session, is_leaving=False, is_active=False)
    assert after(asked.session, DISCARD) == Aside(
        session=replace(asked.session, is_leaving=False), turn=Turn.DISCARD
    )


def test_nothing_is_discarded_unasked() -> None:
    assert after(begun(), DISCARD) == after(begun(), CANCEL)


def test_form_that_changed_meanwhile_goes_on_at_what_it_asks_now() -> None:
    gone = replace(begun(), at="gone", passed=("kind", "old"), answers={"kind": "other", "old": "x"})
    assert after(gone, "said of what is gone") == Next(session=replace(gone, at="day"))


# ---- understanding -------------------------------------------------------------------------------

TURNS = {"atras": Turn.BACK, "cambiar": Turn.CHANGE, "cambiar la": Turn.CHANGE, "omitir": Turn.SKIP}


@pytest.mark.parametrize(
    ("words", "saying"),
    [
        ("Atrás", told(Turn.BACK)),
        (" ¡OMITIR! ", told(Turn.SKIP)),
        ("cambiar 3", told(Turn.CHANGE, 3)),
        ("cambiar la 3", told(Turn.CHANGE, 3)),
        ("cambiar", told(Turn.CHANGE)),
        ("cambiar 99999999", told(Turn.CHANGE, 9999)),
        ("omitir 3", Typed(text="omitir 3")),
        ("3", Typed(text="3")),
        ("no vamos atrás", Typed(text="no vamos atrás")),
        ("", Typed(text="")),
    ],
)
def test_turn_is_all_that_is_said(words: str, saying: Saying) -> None:
    assert understand(words, TURNS) == saying


# ---- whatever is said ----------------------------------------------------------------------------

KINDS = st.sampled_from([FieldKind.SHORT_TEXT, FieldKind.LONG_TEXT, FieldKind.DAY])
ANSWERS = ["a", "b", "2026-03-31"]
WORDS = st.sampled_from([*ANSWERS, "!", "", " ", "sí", "1", "99", "\0", NOT_YET]) | st.text(max_size=8)
SAYINGS = st.builds(lambda text: Typed(text=text), WORDS) | st.builds(
    told, st.sampled_from(Turn), st.integers(-1, 9)
)


@st.composite
def forms(draw: st.DrawFn) -> Form:
    fields: list[Field] = []
    for number in range(draw(st.integers(1, 5))):
        when: Mapping[str, tuple[str, ...]] = {}
        is_conditional: bool = draw(st.booleans())
        if fields and is_conditional:
            when = {
                draw(st.sampled_from(fields)).key: tuple(draw(st.lists(st.sampled_from(ANSWERS), min_size=1)))
            }
        fields.append(
            field(
                f"f{number}",
                draw(KINDS),
                required=draw(st.booleans()),
                may_be_unknown=draw(st.booleans()),
                when=when,
            )
        )
    return made(*fields)


class Talk(RuleBasedStateMachine):
    """A person who says anything, in any form, which staff change now and then."""

    @initialize(form=forms(), answers=st.dictionaries(st.sampled_from(["f0", "f1", "f2", "gone"]), WORDS))
    def begin(self, form: Form, answers: dict[str, str]) -> None:
        self.form, self.session = form, begun(form, **answers)

    @rule(said=SAYINGS)
    def say(self, said: Saying) -> None:
        before = self.session
        step = advance(self.form, before, said, read)
        match step:
            case Finished(values=values):
                assert before.at is None
                assert values == validate(self.form, before.answers, read)
                self.session = begun(self.form)
            case Aside(turn=Turn.DISCARD):
                assert before.is_leaving
                self.session = begun(self.form)
            case _:
                self.session = replace(step.session, is_active=True)
        changed = {
            key
            for key in {*before.answers, *step.session.answers}
            if before.answers.get(key) != step.session.answers.get(key)
        }
        assert changed <= ({before.at} if isinstance(step, Next) else set())

    @rule(form=forms())
    def staff_change_the_form(self, form: Form) -> None:
        self.form = form

    @invariant()
    def there_is_a_way_on(self) -> None:
        """Answering or skipping each question in turn comes to the review, and from there to an end."""
        if not hasattr(self, "form"):
            return
        session = self.session
        for _ in range(2 * len(self.form.fields) + 3):
            said = Typed(text="2026-03-31") if session.at and not session.is_leaving else told(Turn.SEND)
            step = advance(self.form, session, said, read)
            if isinstance(step, Finished):
                return
            session = step.session
        raise AssertionError(f"{self.form} goes round in circles from {self.session}")


TestTalk = Talk.TestCase
TestTalk.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


@given(st.text(), st.dictionaries(st.text(), st.sampled_from(Turn)))
def test_no_words_are_too_odd_to_be_understood(words: str, turns: dict[str, Turn]) -> None:
    assert isinstance(understand(words, turns), Typed | Told)
