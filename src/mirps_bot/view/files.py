"""What can come with a message as a file: each has a `name`, a `language` (a code) and a `file` that it is called."""

from mirps_bot.view.almanac import Almanac
from mirps_bot.view.document import Document
from mirps_bot.view.workbook import Workbook

File = Almanac | Workbook | Document
