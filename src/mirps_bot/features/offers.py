"""What members offer to do if a State needs it: posted by form, listed, and one by its number."""

from dataclasses import dataclass
from datetime import datetime

from mirps_bot.dialogue import Ask, Choice, Correct, Letter, Outbound, Press, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.form import Problem
from mirps_bot.domain.ids import AreaId, EntityId, OfferId, numbered
from mirps_bot.domain.need import Need, Offer
from mirps_bot.domain.person import Person
from mirps_bot.domain.pledge import ContributionType
from mirps_bot.features.forms import Context, Filled
from mirps_bot.features.grounds import proposals
from mirps_bot.features.leave import answers_for
from mirps_bot.features.lists import member_options
from mirps_bot.features.needs import open_need
from mirps_bot.features.reading import read
from mirps_bot.features.replies import asking, tell_state
from mirps_bot.features.visit import Visit
from mirps_bot.ports import NewOffer
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Emphasis

SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferList:
    """Newest first."""

    offers: tuple[Offer, ...]
    total: int
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOffer:
    """`contact` None: not for this reader. `needs` are the open ones in its area that it was matched with."""

    offer: Offer
    contact: str | None
    needs: tuple[Need, ...]
    as_of: datetime


def answer(visit: Visit, words: str) -> Outbound:
    """One offer by its number, else those that are open, narrowed by members, States and areas that the words name."""
    person = visit.person
    if person is None or not may(person, Right.SEE_NEEDS):
        return Tell(phrase="not_on_roster")
    if number := numbered(words, "o"):
        offer = visit.unit.offers.find(OfferId(number))
        return _one(visit, person, offer) if offer else Tell(phrase="unknown_offer", values={"typed": words})
    asked = read(visit.lexicon, words)
    found = tuple(
        offer
        for offer in visit.unit.offers.listed()
        if (not asked.entities or {offer.entity, offer.country} & set(asked.entities))
        and (not asked.areas or offer.area in asked.areas)
        and (not asked.types or offer.type in asked.types)
        and (not asked.mine or offer.entity == person.entity)
    )
    return Show(
        template="offers/list",
        data=OfferList(offers=found[:SHOWN], total=len(found), as_of=visit.now),
        choices={
            "open": tuple(map(_open_choice, found[:SHOWN])),
            "post": (
                (Choice(phrase="post_offer", action=Action.opening("offers"), emphasis=Emphasis.PRIMARY),)
                if member_options(visit, person, "")
                else ()
            ),
        },
    )


def start(visit: Visit, person: Person, context: Context) -> Outbound:
    members = member_options(visit, person, "")
    if not members:
        return Tell(phrase="members_post_offers")
    return Ask(form="offers", raw={"entity": members[0].value if len(members) == 1 else ""}, context={})


def submit(visit: Visit, person: Person, filled: Filled) -> Outbound:
    """Post it once, and ask its member about the open needs that it answers."""
    values = filled.values
    entity = EntityId(str(values["entity"]))
    if entity not in {each.value for each in member_options(visit, person, "")}:
        return Correct(form=filled.form.name, problems={"entity": Problem(phrase="not_an_option")})
    offer, is_new = visit.unit.offers.post(
        NewOffer(
            entity=entity,
            area=AreaId(str(values["area"])),
            type=ContributionType(str(values["type"])),
            country=EntityId(str(values["country"])) if "country" in values else None,
            what=str(values["what"]),
            until=filled.quarter("until"),
            contact=filled.text("contact"),
            author=person.id,
            posted_at=visit.now,
            submission=filled.key,
            language=visit.actor.language,
        )
    )
    letters = _put_to_its_member(visit, offer) if is_new else ()
    return Tell(
        phrase="offer_posted",
        values={"number": offer.number, "needs": tuple(each.number for each in _answered(visit, offer))},
        choices=(_open_choice(offer),),
        letters=letters,
    )


def close(visit: Visit, press: Press) -> Outbound:
    person, number = visit.person, press.action.arguments[0]
    offer = visit.unit.offers.find(OfferId(numbered(number)))
    if offer is None or not may(person, Right.MATCH, (offer.entity,)):
        return Tell(phrase="outdated")
    visit.unit.offers.close(offer.id, at=visit.now)
    return Tell(phrase="offer_closed", values={"number": offer.number}, choices=(_open_choice(offer),))


def _one(visit: Visit, person: Person, offer: Offer) -> Show:
    may_close = offer.closed_at is None and may(person, Right.MATCH, (offer.entity,))
    needs = _answered(visit, offer)
    owners = (offer.entity, *(each.entity for each in needs))
    return Show(
        template="offers/one",
        data=OneOffer(
            offer=offer,
            contact=(offer.contact or offer.author_name) if may(person, Right.SEE_CONTACT, owners) else None,
            needs=needs,
            as_of=visit.now,
        ),
        choices={
            "open": tuple(map(open_need, needs[:SHOWN])),
            "close": (Choice(phrase="close_offer", action=Action(ActionName.CLOSE_OFFER, (str(offer.id),))),)
            if may_close
            else (),
        },
    )


def _answered(visit: Visit, offer: Offer) -> tuple[Need, ...]:
    """The open needs that were put to its member because of this offer."""
    return tuple(
        need
        for match in visit.unit.matches.of_entity(offer.entity)
        if any(reason.id == offer.number for reason in match.proposal.reasons)
        and (need := visit.unit.needs.find(match.need))
    )


def _put_to_its_member(visit: Visit, offer: Offer) -> tuple[Letter, ...]:
    """Open needs that were not put to this member before, and are now for what it offers."""
    reader = answers_for(visit, offer.entity)
    letters = []
    for need in visit.unit.needs.listed():
        found = (each for each in proposals(visit, need) if each.entity == offer.entity)
        if need.area == offer.area and visit.now < need.answer_by:
            for match in visit.unit.matches.propose(need.id, found, at=visit.now):
                tell_state(visit, need)
                letters += [asking(visit, need, match, reader)] if reader else []
    return tuple(letters)


def _open_choice(offer: Offer) -> Choice:
    return Choice.asking(f"offers {offer.number}", "open_offer", id=offer.number)
