"""Who acts: known from the database, or asked from Teams once."""

from mirps_bot.adapters.teams.activities import Payload, language_of, read_account, surroundings_of, zone_of
from mirps_bot.adapters.teams.addresses import Addresses
from mirps_bot.adapters.teams.connector import Connector
from mirps_bot.adapters.teams.settings import TeamsSettings
from mirps_bot.chat.bot import Bot
from mirps_bot.chat.running import Threads
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Actor
from mirps_bot.ports import Refused


class Acquaintances:
    def __init__(
        self,
        settings: TeamsSettings,
        bot: Bot,
        connector: Connector,
        addresses: Addresses,
        threads: Threads,
    ) -> None:
        self._settings = settings
        self._bot = bot
        self._connector = connector
        self._addresses = addresses
        self._threads = threads

    async def learn(self, activity: Payload) -> None:
        """Where this came from, which is where it can be spoken to."""
        at = surroundings_of(activity)
        for each in at.conversations:
            direct_with = at.user if at.is_direct and each.channel == at.channel else None
            await self._addresses.remember(each, direct_with=direct_with)

    async def actor(self, activity: Payload, *, anew: bool = False) -> Actor:
        """`anew`: what is known may be out of date. Somebody whom Teams tells nothing of may ask, as everybody may."""
        at = surroundings_of(activity)
        here, user = next(at.conversations), at.user
        known = await self._threads(self._bot.recognise, user)
        if known is not None and not anew:
            return known
        try:
            member = await self._connector.member(here, user)
        except Refused:
            language, zone = language_of(activity), zone_of(activity)
            return known or Actor.stranger(user, language, zone, otherwise=Language.ES)
        account = read_account(activity, member, tenant=self._settings.tenant_id)
        return await self._threads(self._bot.introduce, account)

    async def is_in(self, channel: str, user: str) -> bool:
        """Whether this user is a member of this conversation of the bot's."""
        try:
            await self._connector.member(await self._addresses.of_channel(channel), user)
        except Refused:
            return False
        return True
