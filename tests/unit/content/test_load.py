"""What is wrong with commands/ and reminders/ is named at once, by file and key, in words for its editor."""

import shutil
from pathlib import Path

import pytest
from tests.core import CHECKOUT

from mirps_bot.content.load import load_content
from mirps_bot.content.reading import ContentError
from mirps_bot.domain.language import Language
from mirps_bot.routes import TEMPLATES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content, to break."""
    for name in ("commands", "reminders"):
        shutil.copytree(CHECKOUT / name, tmp_path / name)
    return tmp_path


def faults(folder: Path, *templates: str) -> list[str]:
    """What is wrong with the files, and with these templates."""
    with pytest.raises(ContentError) as refused:
        load_content(folder, {each: TEMPLATES[each] for each in templates})
    return [str(each) for each in refused.value.faults]


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_copy_of_the_content_is_in_order(folder: Path) -> None:
    content = load_content(folder, TEMPLATES)
    assert content.folder == folder
    assert list(content.commands) == sorted(content.commands, key=lambda each: content.commands[each].order)
    programmes = sorted(path.parent.name for path in (CHECKOUT / "reminders").glob("*/programme.toml"))
    assert [each.name for each in content.programmes] == programmes


def test_faults_of_all_files_come_at_once(folder: Path) -> None:
    change(folder / "commands/help/command.toml", "order = 90", 'order = "last"')
    change(folder / "commands/mine/command.toml", 'who = "roster"', 'who = "members"')
    change(folder / "commands/update/form.toml", "[[fields]]", "[[field]]")
    change(folder / "reminders/weekly_digest/digest.toml", '"08:00"', '"8 am"')
    change(folder / "reminders/calendar_2027.toml", '"grf"', '"forum"')
    (folder / "reminders/quarterly_meeting/programme.toml").write_bytes(b'series = "a\xff"')

    found = faults(folder)

    assert [each.partition(":")[0] for each in found] == [
        "help/command.toml, order",
        "mine/command.toml, who",
        "update/form.toml, field",
        "weekly_digest/digest.toml, at",
        "quarterly_meeting/programme.toml",
        "reminders/calendar_2027.toml, event 1 'ev-grf-2027', kind",
    ]


def test_word_that_stands_for_two_things_is_refused(folder: Path) -> None:
    change(folder / "commands/concepts.toml", 'annual = "', 'annual = "Reuniões ')
    assert faults(folder) == ["commands/concepts.toml, meeting: 'reunião' already stands for 'annual'"]


def test_steps_on_the_same_day_are_refused(folder: Path) -> None:
    change(folder / "reminders/quarterly_meeting/programme.toml", "days_before = 7", "days_before = 14")
    assert faults(folder) == [
        "quarterly_meeting/programme.toml, steps: two steps are due at the same time to the same person"
    ]


def test_word_that_means_two_commands_is_refused(folder: Path) -> None:
    change(folder / "commands/next/command.toml", '"reunión"]', '"reunión", "COMPROMISOS"]')
    assert faults(folder) == ["next/command.toml, words: 'compromisos' already means 'pledges'"]


def test_question_of_two_commands_is_refused(folder: Path) -> None:
    mine = folder / "commands/mine/questions.toml"
    again = '\n[[question]]\nlanguage = "es"\nasks = "¡COMPROMISOS Mexico, asilo!"\n'
    mine.write_text(mine.read_text(encoding="utf-8") + again, encoding="utf-8")
    assert faults(folder) == [
        "pledges/questions.toml, question: 'compromisos mexico asilo' is already asked of 'mine'"
    ]


def test_question_is_asked_of_a_command_that_there_is(folder: Path) -> None:
    stray = folder / "commands/strays/questions.toml"
    stray.parent.mkdir()
    stray.write_text('[[question]]\nlanguage = "es"\nasks = "nada de eso"\nsays = "x"\n', encoding="utf-8")
    assert faults(folder) == ["strays/questions.toml, question 1, says: is not a known key here"]
    change(stray, 'says = "x"\n', "")
    assert faults(folder) == ["strays/questions.toml: there is no command of that name"]


@pytest.mark.parametrize("language", Language)
def test_command_needs_words_in_every_language(folder: Path, language: Language) -> None:
    path = folder / "commands/groups/command.toml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    begins = next(at for at, line in enumerate(lines) if line.startswith("[intents]"))
    start = lines.index(f"{language} = [\n", begins)
    end = lines.index("]\n", start)
    kept = [*lines[:start], *lines[end + 1 :]]
    path.write_text("".join(each for each in kept if not each.startswith(f"{language} =")), encoding="utf-8")
    assert faults(folder) == [
        f"groups/command.toml, words.{language}: is missing",
        f"groups/command.toml, intents.{language}: is missing",
    ]


def test_zone_of_the_digest_must_be_one(folder: Path) -> None:
    change(folder / "reminders/weekly_digest/digest.toml", "America/Panama", "EST5")
    assert faults(folder) == [
        "weekly_digest/digest.toml, time_zone: 'EST5' is not a time zone: write one like America/Panama"
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("phrases.toml", 'pt = "Adiado:', 'pt = "" #', "commands/phrases.toml, says.snoozed.pt"),
        ("phrases.toml", ', fr = "en cours"', "", "commands/phrases.toml, labels.stage.in_progress.fr"),
        ("phrases.toml", ', en = "Changed in 30 days"', "", "commands/phrases.toml, buttons.ask_changed.en"),
        ("phrases.toml", ', pt = "Falta este dado."', "", "commands/phrases.toml, problems.required.pt"),
        (
            "phrases.toml",
            'fr = { one = "{n} groupe", other',
            "fr = { many",
            "commands/phrases.toml, counts.group.fr.one\ncommands/phrases.toml, counts.group.fr.other",
        ),
        ("help/command.toml", "summary.fr", "#", "help/command.toml, summary.fr"),
        ("next/command.toml", ', pt = "próxima"', "", "next/command.toml, example.pt"),
        ("update/form.toml", ', fr = "Annuler"', "", "update/form.toml, cancel.fr"),
        ("update/form.toml", ', pt = "Etapa"', "", "update/form.toml, fields 2 'stage', label.pt"),
        (
            "update/form.toml",
            ', fr = "En cours"',
            "",
            "update/form.toml, fields 2 'stage', options 2 'in_progress', label.fr",
        ),
        ("update/form.toml", "hint.fr", "#", "update/form.toml, fields 3 'narrative', hint.fr"),
    ],
)
def test_text_that_lacks_a_language_is_named(folder: Path, file: str, old: str, new: str, fault: str) -> None:
    change(folder / "commands" / file, old, new)
    assert faults(folder) == [f"{each}: is missing" for each in fault.split("\n")]


@pytest.mark.parametrize("language", Language)
def test_template_must_be_there_in_every_language(folder: Path, language: Language) -> None:
    (folder / f"commands/mine/answer.{language}.md.j2").unlink()
    assert faults(folder, "mine/answer") == [f"mine/answer.{language}.md.j2: is missing"]


def test_example_must_be_there(folder: Path) -> None:
    (folder / "commands/mine/answer.example.toml").unlink()
    assert faults(folder, "mine/answer") == ["mine/answer.example.toml: is missing"]


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        ("{{ totals }}", "'totals' is undefined"),
        ("{{ total | cuont('pledge') }}", "No filter named 'cuont'."),
        ("{{ total | count('plege') }}", "'plege'"),
        ("{% if total %}", "line"),
        ("{{ total", "line"),
    ],
)
def test_broken_template_is_named_with_its_line(folder: Path, broken: str, fault: str) -> None:
    path = folder / "commands/mine/answer.es.md.j2"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{broken}\n", encoding="utf-8")
    (found,) = faults(folder, "mine/answer")
    assert found.startswith("mine/answer.es.md.j2")
    assert fault in found


def test_template_that_lost_its_summary_is_named(folder: Path) -> None:
    change(folder / "commands/mine/answer.en.md.j2", "= ", "")
    assert faults(folder, "mine/answer") == [
        "mine/answer.en.md.j2: the first line must be '= ' and a summary"
    ]


def test_every_broken_template_is_named(folder: Path) -> None:
    broken = [
        "commands/next/answer.es.md.j2",
        "commands/next/answer.en.md.j2",
        "commands/help/answer.en.md.j2",
    ]
    for each in broken:
        (folder / each).write_text("= {{ nothing }}", encoding="utf-8")
    assert faults(folder, "next/answer", "help/answer") == [
        f"{each.removeprefix('commands/')}: 'nothing' is undefined" for each in broken
    ]


def test_folder_without_phrases_says_so(folder: Path) -> None:
    (folder / "commands/phrases.toml").unlink()
    assert faults(folder) == ["commands/phrases.toml: can't be read: No such file or directory"]


def test_folder_says_phrases_of_its_own(folder: Path) -> None:
    own = folder / "commands/groups/phrases.toml"
    own.write_text(
        '[says.thanks]\nes = "Gracias"\nen = "Thanks"\npt = "Grato"\nfr = "Merci"\n', encoding="utf-8"
    )

    says = load_content(folder, TEMPLATES).phrases.says

    assert (says["thanks"].es, str(says["shared"].en)[:4]) == ("Gracias", "I am")


def test_phrases_that_two_files_say_or_that_lack_a_language_are_named(folder: Path) -> None:
    (folder / "commands/groups/phrases.toml").write_text(
        '[says.shared]\nes = "a"\nen = "b"\npt = "c"\nfr = "d"\n'
        '[labels.stage]\nplanning = { es = "a", en = "b", pt = "c", fr = "d" }\n',
        encoding="utf-8",
    )
    twice = "stands in another file already; give it another name"
    assert faults(folder) == [
        f"groups/phrases.toml, says.shared: {twice}",
        f"groups/phrases.toml, labels.stage.planning: {twice}",
    ]

    (folder / "commands/groups/phrases.toml").write_text('[says.thanks]\nes = "a"\n', encoding="utf-8")
    assert faults(folder) == [
        f"groups/phrases.toml, says.thanks.{language}: is missing" for language in ("en", "pt", "fr")
    ]


def test_plain_question_that_means_two_commands_is_refused(folder: Path) -> None:
    path = folder / "commands/next/command.toml"
    change(path, '"prochaine|prochain', '"Mandats", "prochaine|prochain')
    change(folder / "commands/groups/command.toml", '"mandat"', '"mandats"')
    assert faults(folder) == ["next/command.toml, intents: 'Mandats' already means 'groups'"]


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (
            "quien (lidera)",
            "'(lidera)' in 'quien (lidera)': write a word, two|three to choose from, {kept} or *",
        ),
        ("", "'' must begin and end with a word"),
        ("que *", "'que *' must begin and end with a word"),
    ],
)
def test_plain_question_that_is_no_pattern_is_refused(folder: Path, written: str, why: str) -> None:
    change(folder / "commands/groups/command.toml", '"mandato",', f'"{written}",')
    assert faults(folder) == [f"groups/command.toml, intents.es 4: {why}"]
