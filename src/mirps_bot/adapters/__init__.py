"""Where the bot meets the world: one package for each platform, database and clock."""
