"""The bot in a workspace of its own, with invented people and an exercise to see a quarter go by."""

from mirps_bot.demo.workspace import Demo, open_demo

__all__ = ["Demo", "open_demo"]
