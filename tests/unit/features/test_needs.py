from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from tests.unit.desk import CHLOE, GRACE, KARLA, LUCIA, NOAH, STRANGER, TOMAS, Desk, actions, buttons, summary
from tests.unit.postman import Postman
from tests.unit.reading import brought_to, said, words

from mirps_bot.dialogue import Answer, Corrected, Shown
from mirps_bot.domain.delivery import Inbox, Living, Sent
from mirps_bot.domain.ids import MatchId, NeedId
from mirps_bot.domain.need import Match, MatchState, Need, Reply
from mirps_bot.parcels import Parcel
from mirps_bot.view.action import Action, ActionName

JULIANA, MARTA = "juliana.torres@example.org", "marta.vidal@example.org"
ASYLUM = {"entity": "hn", "area": "asylum_systems", "type": "technical", "what": "Formación de *oficiales*"}
HEALTH = {
    "entity": "hn",
    "area": "health",
    "type": "technical",
    "what": "Salud mental",
    "contact": "la Dirección",
}
NOBODY_YET = "Todavía no coincide ninguna oferta ni contribución"


def posts(desk: Desk, raw: Mapping[str, str] = ASYLUM, *, key: str = "1", by: str = KARLA) -> Answer:
    return desk.submits(by, raw, form="needs", key=key)


def need(desk: Desk, number: int = 1) -> Need:
    with desk.storage.begin(reading=True) as unit:
        found = unit.needs.find(NeedId(number))
    assert found
    return found


def matched(desk: Desk, entity: str, number: int = 1) -> Match:
    with desk.storage.begin(reading=True) as unit:
        found = unit.matches.of_need(NeedId(number))
    return next(each for each in found if each.entity == entity)


def replies(desk: Desk, email: str, reply: Reply, *, entity: str, key: str = "press") -> Answer:
    return desk.presses(email, ActionName.REPLY, str(matched(desk, entity).id), reply.value, key=key)


# ---- posting -------------------------------------------------------------------------------------


def test_posted_need_says_who_is_asked(desk: Desk) -> None:
    answer = posts(desk)
    assert summary(answer).startswith("Publicada: N-0001. Se pregunta en privado a Colombia y Canadá;")
    assert (need(desk).what, need(desk).author_name) == ("Formación de *oficiales*", "Karla Mejía")


def test_members_that_match_are_asked_once_in_their_language_with_the_reason(
    desk: Desk, postman: Postman
) -> None:
    posts(desk)
    posts(desk)
    brought = postman.round()

    (asked,) = brought_to(desk, CHLOE, brought)
    assert asked.summary == "Honduras\N{NO-BREAK SPACE}: pourriez-vous appuyer\N{NO-BREAK SPACE}?"
    assert "Votre contribution rec-027 Appui technique aux autorités d'asile" in words(asked)
    assert "thème 4 + type 3 + pays 2 = 9 sur 10" in words(asked)
    assert [each.label for each in buttons(Shown(view=asked))] == [
        "Nous pouvons appuyer",
        "Plus d'informations",
        "Pas maintenant",
    ]
    assert len(brought_to(desk, JULIANA, brought)) == 1
    assert brought_to(desk, GRACE, brought) == []


def test_what_a_state_wrote_is_marked_with_its_language_for_readers_of_others(
    desk: Desk, postman: Postman
) -> None:
    posts(desk)
    brought = postman.round()
    (asked,) = brought_to(desk, CHLOE, brought)
    assert "Formación de *oficiales* (en espagnol)" in words(asked)
    (asked,) = brought_to(desk, JULIANA, brought)
    assert "Formación de *oficiales*" in words(asked)
    assert "(en español)" not in words(asked)


def test_need_that_nothing_matches_is_posted_and_nobody_is_asked(desk: Desk, postman: Postman) -> None:
    assert NOBODY_YET in summary(posts(desk, HEALTH))
    assert [brought_to(desk, each, postman.round()) for each in (CHLOE, JULIANA, MARTA)] == [[], [], []]


def test_member_whose_only_account_is_gone_is_not_asked(desk: Desk) -> None:
    desk.loses(CHLOE)
    assert summary(posts(desk)).startswith("Publicada: N-0001. Se pregunta en privado a Colombia;")


def test_member_posts_no_need(desk: Desk) -> None:
    assert summary(desk.presses(CHLOE, ActionName.OPEN_FORM, "needs")).startswith("Les besoins sont publiés")
    assert isinstance(posts(desk, ASYLUM | {"entity": "ca"}, by=CHLOE), Corrected)


def test_state_posts_no_need_of_another(desk: Desk) -> None:
    assert isinstance(posts(desk, ASYLUM | {"entity": "mx"}), Corrected)


def test_secretariat_posts_on_behalf_of_a_state(desk: Desk, postman: Postman) -> None:
    posts(desk, by=NOAH)
    assert (need(desk).entity, need(desk).author_name) == ("hn", "Noah Fischer")
    assert [each.summary for each in brought_to(desk, KARLA, postman.round())] == [
        "N-0001 · Honduras: Fortalecimiento de los sistemas de asilo"
    ]


# ---- answering -----------------------------------------------------------------------------------


def test_answer_takes_the_place_of_the_question_and_tells_whom_to_contact(desk: Desk) -> None:
    posts(desk)
    answer = replies(desk, CHLOE, Reply.CAN_SUPPORT, entity="ca")

    assert isinstance(answer, Shown)
    assert answer.replaces
    assert "Contact: Karla Mejía" in said(answer)
    assert [each.arguments[1] for each in actions(answer)] == ["more_information", "not_now"]
    assert matched(desk, "ca").state is MatchState.INTRODUCED
    step = matched(desk, "ca").steps[-1]
    assert (step.reply, step.author_name, step.at) == (Reply.CAN_SUPPORT, "Chloé Tremblay", desk.clock.now())


@pytest.mark.parametrize("reply", [Reply.MORE_INFORMATION, Reply.NOT_NOW])
def test_contact_is_not_told_to_who_does_not_support(desk: Desk, reply: Reply) -> None:
    posts(desk)
    assert "Karla" not in said(replies(desk, CHLOE, reply, entity="ca"))
    assert "Karla Mejía" in said(desk.asks(KARLA, "necesidades N-0001"))
    others = said(desk.asks(CHLOE, "besoins N-0001"))
    assert "Contact: communiqué à qui peut appuyer" in others
    assert "Karla" not in others


def test_same_answer_tapped_twice_is_recorded_once(desk: Desk) -> None:
    posts(desk)
    first = replies(desk, CHLOE, Reply.CAN_SUPPORT, entity="ca", key="1")
    again = replies(desk, CHLOE, Reply.CAN_SUPPORT, entity="ca", key="2")
    assert said(first) == said(again)
    assert len(matched(desk, "ca").steps) == 2


@pytest.mark.parametrize(
    "line", ["N-0001", "n-1", "/mirps N-0001", "matches N-0001", "correspondências N-0001"]
)
def test_need_is_asked_for_by_its_number_alone(desk: Desk, line: str) -> None:
    posts(desk)
    assert summary(desk.asks(NOAH, line)).startswith("N-0001 · Honduras")


def test_member_changes_its_mind_and_the_history_says_so(desk: Desk) -> None:
    posts(desk)
    for reply in (Reply.NOT_NOW, Reply.MORE_INFORMATION, Reply.CAN_SUPPORT):
        replies(desk, CHLOE, reply, entity="ca")
    assert [each.state for each in matched(desk, "ca").steps] == [
        MatchState.PROPOSED,
        MatchState.DECLINED,
        MatchState.PROPOSED,
        MatchState.INTRODUCED,
    ]


def test_nobody_answers_for_another_member(desk: Desk) -> None:
    posts(desk)
    for stranger in (JULIANA, KARLA, STRANGER):
        desk.presses(stranger, ActionName.REPLY, str(matched(desk, "ca").id), "can_support")
    assert matched(desk, "ca").reply is None


@pytest.mark.parametrize("arguments", [("99", "can_support"), ("x", "can_support"), ("1", "gladly")])
def test_forged_answer_is_out_of_date(desk: Desk, arguments: tuple[str, str]) -> None:
    posts(desk)
    assert "n'est plus valable" in summary(desk.presses(CHLOE, ActionName.REPLY, *arguments))


def test_answer_to_a_closed_need_is_not_taken(desk: Desk) -> None:
    posts(desk)
    desk.presses(KARLA, ActionName.CLOSE_NEED, "1")
    answer = replies(desk, CHLOE, Reply.CAN_SUPPORT, entity="ca")
    assert summary(answer).startswith("N-0001 a été clos")
    assert matched(desk, "ca").state is MatchState.CLOSED


def test_two_of_one_member_answer_at_once_and_it_is_recorded_once(desk: Desk) -> None:
    desk.submits(LUCIA, OFFER | {"entity": "mx"}, form="offers")
    posts(desk, HEALTH)
    number, start = str(matched(desk, "mx").id), Barrier(2)

    def tap(email: str) -> Answer:
        start.wait(timeout=10)
        return desk.presses(email, ActionName.REPLY, number, Reply.CAN_SUPPORT.value, key=email)

    with ThreadPoolExecutor(2) as pool:
        told = [summary(each.result()) for each in [pool.submit(tap, email) for email in (LUCIA, TOMAS)]]

    assert told == ["N-0001 · anotado: puede apoyar"] * 2
    assert [each.reply for each in matched(desk, "mx").steps] == [None, Reply.CAN_SUPPORT]


# ---- the State's one answer ----------------------------------------------------------------------


def test_state_gets_one_message_that_is_told_anew(desk: Desk, postman: Postman) -> None:
    posts(desk)
    (first,) = brought_to(desk, KARLA, postman.round())
    assert "Canadá — sin respuesta · propuesto · 9 puntos" in words(first)

    desk.clock.advance(hours=1)
    replies(desk, CHLOE, Reply.CAN_SUPPORT, entity="ca")
    brought = [each for each in postman.round() if isinstance(each.delivery.content, Living)]
    (again,) = (each.what for each in brought)
    assert isinstance(again, Parcel)
    assert isinstance(again.to, Sent)
    assert "Canadá — puede apoyar (Chloé Tremblay, 24 de noviembre de 2026) · en contacto" in words(
        again.view
    )


def test_answers_at_the_same_moment_are_told_together(desk: Desk, postman: Postman) -> None:
    posts(desk)
    replies(desk, CHLOE, Reply.CAN_SUPPORT, entity="ca")
    replies(desk, JULIANA, Reply.NOT_NOW, entity="co")
    told = [each.what for each in postman.round() if isinstance(each.delivery.content, Living)]
    assert [isinstance(each, Parcel) and isinstance(each.to, Inbox) for each in told] == [True, False]
    assert all("Colombia — ahora no" in words(each.view) for each in told if isinstance(each, Parcel))


def test_state_reads_how_it_came_about_the_newest_first(desk: Desk) -> None:
    posts(desk)
    replies(desk, CHLOE, Reply.NOT_NOW, entity="ca")
    desk.clock.advance(hours=1)
    replies(desk, CHLOE, Reply.CAN_SUPPORT, entity="ca")
    told = said(desk.asks(KARLA, "necesidades N-1"))
    assert "10:00 · Canadá — puede apoyar (Chloé Tremblay)" in told
    assert told.index("10:00 · Canadá — puede") < told.index("09:00 · Canadá — ahora no")


def test_state_says_that_it_is_agreed_and_the_member_is_told(desk: Desk, postman: Postman) -> None:
    posts(desk)
    replies(desk, CHLOE, Reply.CAN_SUPPORT, entity="ca")
    postman.round()
    one = desk.asks(KARLA, "necesidad N-1")
    (agree,) = (each for each in buttons(one) if each.action.name is ActionName.SETTLE)
    assert agree.label == "Acordado: Canadá"
    answer = desk.presses(KARLA, agree.action.name, *agree.action.arguments)

    assert summary(answer) == "Anotado: N-0001 con Canadá, acordado. Se lo comunico a ambas partes."
    assert matched(desk, "ca").state is MatchState.AGREED
    (told,) = brought_to(desk, CHLOE, postman.round())
    assert "État: convenu" in words(told)
    assert actions(Shown(view=told)) == []


def test_only_the_state_settles_and_only_what_can_be(desk: Desk) -> None:
    posts(desk)
    number = str(matched(desk, "ca").id)
    assert "n'est plus valable" not in summary(desk.presses(CHLOE, ActionName.SETTLE, number, "agreed"))
    assert "ya no es válido" in summary(desk.presses(KARLA, ActionName.SETTLE, number, "agreed"))
    assert matched(desk, "ca").state is MatchState.PROPOSED


def test_closing_keeps_what_was_agreed(desk: Desk) -> None:
    posts(desk)
    replies(desk, CHLOE, Reply.CAN_SUPPORT, entity="ca")
    desk.presses(KARLA, ActionName.SETTLE, str(matched(desk, "ca").id), "agreed")
    desk.presses(KARLA, ActionName.CLOSE_NEED, "1")
    assert (matched(desk, "ca").state, matched(desk, "co").state) == (MatchState.AGREED, MatchState.CLOSED)
    assert need(desk).closed_at == desk.clock.now()


@pytest.mark.parametrize("email", [LUCIA, CHLOE, STRANGER])
def test_nobody_else_closes_a_need(desk: Desk, email: str) -> None:
    posts(desk)
    desk.presses(email, ActionName.CLOSE_NEED, "1")
    assert need(desk).closed_at is None


# ---- looking -------------------------------------------------------------------------------------


def test_secretariat_sees_the_unsupported_first_by_state(desk: Desk) -> None:
    posts(desk)
    posts(desk, HEALTH, key="2")
    posts(desk, ASYLUM | {"entity": "gt"}, key="3", by=NOAH)
    replies(desk, CHLOE, Reply.CAN_SUPPORT, entity="ca")
    listed = desk.asks(NOAH, "needs")
    assert summary(listed) == "3 open needs"
    assert "No support yet: 2." in said(listed)
    assert [each.label for each in buttons(listed)] == [
        "Open N-0003",
        "Open N-0002",
        "Open N-0001",
        "Post a need",
    ]


def test_member_sees_its_own_answer_and_no_one_elses(desk: Desk) -> None:
    posts(desk)
    replies(desk, CHLOE, Reply.CAN_SUPPORT, entity="ca")
    assert "Votre réponse\N{NO-BREAK SPACE}: peut appuyer" in said(desk.asks(CHLOE, "besoins"))
    for asked in ("necesidades", "necesidades N-0001"):
        seen = said(desk.asks(JULIANA, asked))
        assert "Canadá" not in seen
        assert "pendiente" in seen or "sin respuesta" in seen
    assert "Su respuesta" not in said(desk.asks(MARTA, "necesidades N-0001"))


@pytest.mark.parametrize(("asked", "found"), [("asilo", 1), ("salud", 1), ("guatemala", 0), ("honduras", 2)])
def test_list_is_narrowed_by_theme_and_state(desk: Desk, asked: str, found: int) -> None:
    posts(desk)
    posts(desk, HEALTH, key="2")
    listed = desk.asks(LUCIA, f"necesidades {asked}")
    assert len([each for each in actions(listed) if each.name is ActionName.ASK]) == found


def test_unknown_need_is_named(desk: Desk) -> None:
    assert "N-0099" in summary(desk.asks(LUCIA, "necesidades N-0099"))


def test_stranger_sees_no_needs(desk: Desk) -> None:
    posts(desk)
    assert "lista de puntos focales" in summary(desk.asks(STRANGER, "necesidades N-0001"))


# ---- offers --------------------------------------------------------------------------------------

OFFER = {"entity": "wbg", "area": "health", "type": "technical", "what": "Specialists for six months"}


def test_offer_is_put_to_its_member_for_the_needs_that_it_answers(desk: Desk, postman: Postman) -> None:
    posts(desk, HEALTH)
    postman.round()
    desk.clock.advance(days=1)
    answer = desk.submits(GRACE, OFFER, form="offers", key="2")
    assert summary(answer).startswith("Posted: O-0001. It answers N-0001:")

    brought = postman.round()
    (asked,) = brought_to(desk, GRACE, brought)
    assert "Your offer O-0001 — theme, type, and country" in words(asked)
    assert Action(ActionName.ASK, ("needs N-0001",)) in actions(desk.asks(GRACE, "O-0001"))
    (told,) = (each.what for each in brought if isinstance(each.delivery.content, Living))
    assert isinstance(told, Parcel)
    assert "Grupo Banco Mundial — sin respuesta" in words(told.view)


def test_need_posted_after_the_offer_finds_it(desk: Desk) -> None:
    desk.submits(GRACE, OFFER, form="offers")
    assert "Se pregunta en privado a Grupo Banco Mundial" in summary(posts(desk, HEALTH))


def test_offer_for_one_state_is_none_for_another(desk: Desk) -> None:
    desk.submits(GRACE, OFFER | {"country": "gt", "type": "financial"}, form="offers")
    assert NOBODY_YET in summary(posts(desk, HEALTH))


def test_closed_offer_counts_no_more(desk: Desk) -> None:
    desk.submits(GRACE, OFFER, form="offers")
    desk.presses(CHLOE, ActionName.CLOSE_OFFER, "1")
    assert "O-0001" in said(desk.asks(CHLOE, "offres"))
    desk.presses(GRACE, ActionName.CLOSE_OFFER, "1")
    assert NOBODY_YET in summary(posts(desk, HEALTH))


def test_offers_contact_is_for_the_states_it_answers(desk: Desk) -> None:
    desk.submits(GRACE, OFFER | {"contact": "the desk"}, form="offers")
    posts(desk, HEALTH)
    assert "Contacto: the desk" in said(desk.asks(KARLA, "ofertas O-1"))
    others = said(desk.asks(LUCIA, "ofertas O-1"))
    assert "the desk" not in others
    assert "Grace" not in others
    assert "the desk" in said(desk.asks(NOAH, "offers O-1"))


def test_member_offers_nothing_for_another(desk: Desk) -> None:
    assert isinstance(desk.submits(CHLOE, OFFER, form="offers"), Corrected)


def test_offer_sent_twice_is_posted_once(desk: Desk) -> None:
    desk.submits(GRACE, OFFER, form="offers")
    desk.submits(GRACE, OFFER, form="offers")
    assert summary(desk.asks(GRACE, "offers")) == "1 open offer"


def test_buttons_are_packed_small_enough() -> None:
    assert len(Action(ActionName.REPLY, (str(MatchId(10**9)), Reply.MORE_INFORMATION.value)).pack()) < 255
