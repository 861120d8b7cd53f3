"""What tests of the core stand on: the content and the facts as they ship, read once."""

from pathlib import Path

import pytest

from mirps_bot.bootstrap import read_content
from mirps_bot.content.compose import Composer
from mirps_bot.content.facts import Facts, load_facts
from mirps_bot.content.load import Content
from mirps_bot.content.wording import Gazetteer

CHECKOUT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def content() -> Content:
    return read_content(CHECKOUT)


@pytest.fixture(scope="session")
def facts() -> Facts:
    return load_facts()


@pytest.fixture(scope="session")
def gazetteer(facts: Facts) -> Gazetteer:
    return Gazetteer.of(facts.entities, facts.areas, facts.groups, facts.records)


@pytest.fixture(scope="session")
def composer(content: Content, gazetteer: Gazetteer) -> Composer:
    return content.composer(gazetteer)
