"""`python -m mirps_bot` is `mirps-bot`."""

from mirps_bot.cli import main

if __name__ == "__main__":
    main()
