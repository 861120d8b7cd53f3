"""What Slack takes at most, in one place. Lengths count characters.

From docs.slack.dev (Block Kit, modals, chat.postMessage), November 2026; those marked "ours" are choices.
"""

from dataclasses import replace

from mirps_bot.chat.pages import Room, text_weight
from mirps_bot.domain.pace import Pace

BLOCKS_PER_MESSAGE = 50
BLOCKS_PER_VIEW = 100
"""Modals and the home tab."""

TEXT_OF_BLOCKS = 9_500
"""Of all blocks of one message together. Undocumented: 9,597 passed, 11,341 met `msg_blocks_too_long`."""

TEXT_OF_VIEW = 30_000
"""Ours: keeps a modal or a home tab far below the 250 KB that Slack takes."""

MESSAGE_TEXT = 4_000
"""The text beside the blocks, as `chat.update` takes it."""

BLOCK_TEXT = 3_000
ALT_TEXT = 2_000
FILE_ALT_TEXT = 1_000
IMAGE_TITLE = 2_000
HEADER = 150

BUTTON_LABEL = 75
BUTTON_VALUE = 2_000
BUTTON_DESCRIPTION = 75
BUTTONS_PER_ROW = 5
"""Ours: Slack takes 25, a phone shows five without a fold."""

MESSAGE = Room(
    blocks=BLOCKS_PER_MESSAGE,
    total=TEXT_OF_BLOCKS,
    block=BLOCK_TEXT,
    line=BLOCK_TEXT,
    heading=HEADER,
    alt=ALT_TEXT,
    row=BUTTONS_PER_ROW,
    weigh=text_weight,
)
SURFACE = replace(MESSAGE, blocks=BLOCKS_PER_VIEW, total=TEXT_OF_VIEW)
"""A modal or the home tab."""

OPTIONS = 100
OPTION_LABEL = 75
OPTION_VALUE = 150
RADIO_OPTIONS = 5
RADIO_LABEL = 40
"""Ours: up to so many, so short options are shown at once instead of behind a menu."""

CHECKBOXES = 10

VIEW_TITLE = 24
VIEW_BUTTON = 24
PRIVATE_METADATA = 3_000
INPUT_LABEL = 2_000
INPUT_HINT = 2_000
INPUT_LENGTH = 3_000

COMMAND_NAME = 32
COMMAND_DESCRIPTION = 2_000
USAGE_HINT = 1_000

MESSAGES_PER_MINUTE = 300
"""To one workspace; Slack speaks of "several hundred"."""

MESSAGES_AT_ONCE = 20
"""Ours: so many may go out in a row before the pace is kept."""

CONVERSATION = Pace(burst=4, per_second=1)
"""Slack takes one message a second for each conversation, and short bursts. Four of them are ours."""
