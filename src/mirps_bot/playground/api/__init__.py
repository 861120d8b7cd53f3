"""The Web API: the methods the bot calls."""
