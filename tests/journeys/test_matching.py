"""A State needs something, members answer, and the State has one answer; a joint pledge is reported on once."""

from tests.journeys.actors import Actor, words
from tests.journeys.world import Journey


async def test_need_is_answered_by_a_member_and_agreed_on(world: Journey) -> None:
    karla, chloe = world.actor(4), world.actor(8)
    await karla.says("/mirps necesidades")
    await karla.clicks("Publicar una necesidad")
    await karla.chooses("area", "Fortalecimiento de los sistemas de asilo")
    await karla.chooses("type", "Técnica")
    assert await karla.sends(what="Formación para doce oficiales") == {}
    await world.settles()

    asked = await chloe.reads("pourriez-vous appuyer")
    assert "Votre contribution" in words(asked)
    await chloe.clicks("Nous pouvons appuyer", on=asked)
    await world.settles()

    answered = await karla.reads("Canadá — puede apoyar")
    assert len(karla.seen("N-0001 · Honduras")) == 1
    assert "Acordado: Canadá" in karla.buttons(answered)
    await karla.clicks("Acordado: Canadá", on=answered)
    await world.settles()
    assert "convenu" in words(await chloe.reads("convenu"))


async def test_joint_pledge_is_reported_on_by_its_parts_and_once_officially(
    world: Journey, lucia: Actor
) -> None:
    chloe = world.actor(8)
    await chloe.says("/mirps actualiser rec-022")
    await chloe.chooses("stage", "En cours")
    await chloe.ticks("figures", "Argent")
    assert await chloe.sends(narrative="Le pilote a commencé", amount="250 000 CAD") == {}
    await world.settles()

    told = await lucia.reads("rec-022 · informe conjunto")
    assert "(francés) «Le pilote a commencé»" in words(told)
    await lucia.clicks("Redactar el informe", on=told)
    assert lucia.filled_in["narrative"] == "Canadá (fr): Le pilote a commencé"
    await lucia.chooses("stage", "En curso")
    await lucia.sends(narrative="México y Canadá avanzan")
    await world.settles()
    assert len(lucia.seen("Registrado: A-")) == 1
