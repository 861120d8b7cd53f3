"""What lines mean is learnt from lines that were asked, and told with how sure it is."""

from mirps_bot.domain.lexicon import Term
from mirps_bot.search.likeness import CONCEPT, RARE, Lesson, Likeness

LESSONS = tuple(
    Lesson(line=line, command=command)
    for command, lines in {
        "chair": ("quién preside la plataforma", "who chairs the platform", "la presidencia de este año"),
        "mute": ("demasiados recordatorios", "stop sending me reminders", "no me mande más avisos"),
        None: ("va a llover mañana", "will it rain tomorrow", "un chiste por favor", "tell me a joke"),
    }.items()
    for line in lines
)


def likeliest(line: str) -> str | None:
    return Likeness(LESSONS).of(line)[0].command


def test_line_means_what_lines_like_it_meant() -> None:
    assert likeliest("¿y quién la preside este año?") == "chair"
    assert likeliest("me manda demasiados avisos") == "mute"
    assert likeliest("cuénteme un chiste") is None


def test_slips_and_other_forms_of_words_are_alike() -> None:
    assert likeliest("precidencia de la platafroma") == "chair"
    assert likeliest("los recordatorio son demasiado") == "mute"


def test_probabilities_are_of_one_and_the_likeliest_comes_first() -> None:
    likely = Likeness(LESSONS).of("¿y quién preside la plataforma?")
    assert abs(sum(each.probability for each in likely) - 1) < 1e-5
    assert [each.probability for each in likely] == sorted(
        (each.probability for each in likely), reverse=True
    )
    assert [each.is_telling for each in likely] == [True, False, False]
    assert likely[0].is_sure


def test_line_that_was_asked_means_what_it_meant_however_short() -> None:
    names = (Term(kind="entity", id="mx", words=("México",)), Term(kind="entity", id="ca", words=("Canadá",)))
    lessons = (
        *LESSONS,
        Lesson(line="excel", command="export"),
        Lesson(line="novedades de México", command="digest"),
        Lesson(line="México", command="pledges"),
        Lesson(line="lo de México", command="mine"),
        Lesson(line="lo de Canadá", command="update"),
    )

    def of(line: str) -> list[tuple[str | None, bool]]:
        return [(each.command, each.is_taught) for each in Likeness(lessons, names).of(line)[:1]]

    assert of("¡Excel!") == [("export", True)]
    assert of("novedades de Canadá") == [("digest", True)]
    assert of("Canadá")[0][1] is False  # a name alone may mean anything
    assert of("lo de México")[0][1] is False  # it meant two things


def test_nothing_is_likely_of_words_never_seen() -> None:
    assert Likeness(LESSONS).of("xyzzy 42") == ()
    assert Likeness(LESSONS).of("") == ()


def test_what_says_as_much_for_two_tells_nothing() -> None:
    likely = Likeness(LESSONS).of("la presidencia manda recordatorios")
    assert not any(each.is_sure for each in likely)


def test_what_is_rare_is_not_drowned_by_what_is_asked_often() -> None:
    often = tuple(Lesson(line=f"compromisos de asilo {each}", command="pledges") for each in range(50))
    likely = Likeness((*often, *LESSONS)).of("recordatorios de asilo, demasiados")
    assert likely[0].command == "mute"


def test_what_is_asked_of_one_entity_is_asked_of_another() -> None:
    names = tuple(Term(kind="entity", id=each, words=(each,)) for each in ("Canada", "Belize"))
    told = Lesson(line="Canada promised it", command="pledges")
    by_kind, by_words = (
        Likeness((told, *LESSONS), each).of("Belize promised more")[0] for each in (names, ())
    )
    assert by_kind.command == "pledges"
    assert by_kind.probability > by_words.probability


def test_what_is_asked_in_one_language_is_asked_in_another_by_words_for_the_same() -> None:
    words = Term(kind=CONCEPT, id="preside", words=("preside", "chairs", "dirige"))
    assert Likeness(LESSONS, (words,)).of("dirige tudo")[0].command == "chair"
    assert Likeness(LESSONS).of("dirige tudo") == ()


def test_words_for_what_was_asked_with_are_known_as_well() -> None:
    words = Term(kind=CONCEPT, id="reminder", words=("recordatorios", "lembretes"))
    assert Likeness(LESSONS, (words,)).heard_of("demasiados lembretes") == 1
    assert Likeness(LESSONS).heard_of("muchos lembretes") < 0.5


def test_same_lessons_teach_the_same() -> None:
    again = tuple(Lesson(line=each.line, command=each.command) for each in LESSONS)
    line = "quién preside"
    assert Likeness(again).of(line) == Likeness(LESSONS).of(line)


def test_word_is_rare_that_hardly_any_line_was_asked_with() -> None:
    often = tuple(Lesson(line=f"avisos {each}", command="mute") for each in range(RARE))
    assert Likeness(often).is_rare("avisos")
    assert not Likeness((*often, *LESSONS)).is_rare("Aviso")
