"""What Teams takes at most, in one place.

From learn.microsoft.com (cards, rate limits, manifest), November 2026; those marked "ours" are choices.
"""

from datetime import timedelta

from mirps_bot.domain.pace import Pace

CARD = 24_000
"""Ours. Bytes of a card as UTF-8, at most 48 KB as UTF-16: Teams takes messages of about 100 KB, and advises 80."""

ENVELOPE = 1_000
"""Of these, what stands around the blocks."""

BLOCK = 8_000
LINE = 2_500
"""Characters of one paragraph. Ours, as is BLOCK in bytes: several fit into one card, whatever stands in them."""

BLOCKS = 80
"""Ours."""

HEADING = 200
ALT_TEXT = 2_000

BUTTONS_PER_ROW = 6
"""More are folded away behind three dots."""

BUTTON_LABEL = 75
"""Ours, as in Slack: a phone shows less."""

OPTIONS = 100
"""Ours: a list that is longer is searched while typing."""

FOUND = 15
"""How many results a search shows."""

FILTERED = 8
"""Ours: from so many options on, typing narrows a list. It needs no search."""

EXPANDED = 5
EXPANDED_LABEL = 40
"""Ours: up to so many, so short options are shown at once instead of behind a menu."""

SUMMARY = 500
"""Ours: what a notification shows."""

MESSAGES_PER_MINUTE = 300
MESSAGES_AT_ONCE = 20
"""Both ours: far below the 50 a second that an app may send in one organisation."""

CONVERSATION = Pace(burst=4, per_second=0.5)
"""Teams takes 1,800 messages an hour for each conversation, 60 in half a minute and 7 within a second."""

PAUSE = timedelta(seconds=30)
"""Ours: how long to wait after a 429 that does not say it."""

COMMANDS = 10
COMMAND_TITLE = 32
COMMAND_DESCRIPTION = 128
SHORT_NAME = 30
FULL_NAME = 100
SHORT_DESCRIPTION = 80
FULL_DESCRIPTION = 4_000
