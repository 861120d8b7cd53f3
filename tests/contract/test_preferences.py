from mirps_bot.domain.ids import PersonId
from mirps_bot.domain.preference import Preference
from mirps_bot.ports import UnitOfWork


def test_who_never_said_anything_has_the_usual_preference(unit: UnitOfWork, ana: PersonId) -> None:
    assert unit.preferences.of(ana) == Preference(by_mail=False, mutes_digests=False)


def test_preference_is_kept_and_replaced(unit: UnitOfWork, ana: PersonId) -> None:
    for wanted in (Preference(by_mail=True), Preference(mutes_digests=True)):
        unit.preferences.save(ana, wanted)
        assert unit.preferences.of(ana) == wanted
