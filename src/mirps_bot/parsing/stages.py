"""What a text says about the stage of a pledge: only what is said of the whole, and as a fact."""

import re
from collections.abc import Mapping

from mirps_bot.domain.pledge import Stage
from mirps_bot.parsing.clauses import clauses, is_taken_back

_WHOLE = (
    r"(?:(?:(?:el|este|nuestro|la|esta|nuestra|the|this|our|o|a|nosso|nossa|l|le|cet|cette|notre|ce)\W*)?"
    r"(?:compromiso|contribucion|proyecto|programa|pledge|commitment|contribution|project|programme|program"
    r"|compromisso|contribuicao|projeto|engagement|projet)(?:\s(?:rec|msp)\W\w+)?|(?:rec|msp)\W\w+)"
)
_IS = r"(?:(?:ya|ahora|now|ja|deja|already|fully|totalmente)\s)*"
_BE = r"(?:esta|fue|ha sido|quedo|is|was|has been|foi|esta|est|a ete)"
_WE_ARE = (
    r"(?:estamos|seguimos|continuamos|we are|we re|nous sommes|ainda estamos)"
    r"(?:\s(?:todavia|aun|still|encore|ainda))?"
)
_PLANNING = (
    r"(?:en (?:la |una )?(?:(?:etapa|fase) de )?(?:planificacion|diseno)|in (?:the )?planning(?: stage| phase)?"
    r"|em (?:fase de )?planejamento|en (?:phase|train) de planifi(?:cation|er)|en planification)"
)
_SAID: Mapping[Stage, tuple[str, ...]] = {
    Stage.PLANNING: (
        rf"{_WE_ARE}\s(?:{_PLANNING}|planificando|planeando|disenando|planning|designing|planejando)",
        rf"{_WHOLE}\s(?:{_BE}\s)?{_IS}{_PLANNING}",
    ),
    Stage.IN_PROGRESS: (
        r"(?:empezamos|comenzamos|iniciamos|arrancamos|lanzamos|comecamos|lancamos)",
        r"hemos (?:empezado|comenzado|iniciado|arrancado|lanzado)",
        r"(?:se (?:inicio|lanzo)|(?:inicio|arranco|comenzo|empezo) (?:el|la|los|las))",
        r"(?:esta|estan|sigue|siguen) en (?:marcha|curso|ejecucion)|en (?:marcha|curso|ejecucion)$",
        r"(?:estamos|seguimos|continuamos) (?:implementando|ejecutando|avanzando|trabajando)",
        r"we (?:have |ve )?(?:already )?(?:started|begun|began|launched)",
        r"(?:has|have) (?:started|begun|been launched)|we are (?:now )?implementing",
        r"(?:is|are) (?:now |still )?(?:under ?way|ongoing|in progress)",
        r"(?:esta|estao|segue|seguem) em (?:andamento|curso|execucao)",
        r"nous avons (?:deja )?(?:commence|demarre|lance)",
        r"(?:a|ont) (?:commence|demarre|ete lances?)|(?:est|sont) en cours",
    ),
    Stage.FULFILLED: (
        rf"(?:cumplimos|completamos|concluimos|finalizamos|hemos (?:cumplido|completado|concluido)) (?:con )?{_WHOLE}",
        rf"{_WHOLE} {_IS}(?:{_BE} )?{_IS}(?:(?:cumplid|completad|concluid|finalizad)[oa]|fulfilled|completed|done)",
        rf"we (?:have )?{_IS}(?:fulfilled|completed|finished) {_WHOLE}|cumprimos {_WHOLE}|concluimos {_WHOLE}",
        rf"{_WHOLE} {_IS}(?:{_BE} )?{_IS}(?:cumprid[oa]|concluid[oa]|realise|acheve|termine)\b",
        rf"nous avons (?:realise|acheve|tenu|termine) {_WHOLE}|se cumplio {_WHOLE}",
        rf"{_WHOLE} {_IS}(?:se )?(?:cumplio|completo|concluyo|finalizo)\b",
    ),
    Stage.WITHDRAWN: (
        rf"(?:retiramos|se retira|se retiro|hemos retirado|we withdrew|we withdraw|we have withdrawn) {_WHOLE}",
        rf"(?:nous retirons|nous avons retire) {_WHOLE}|{_WHOLE} (?:{_BE} )?(?:retirad[oa]|withdrawn|retire)\b",
    ),
}
_PATTERNS = {
    stage: re.compile(rf"\b(?:{'|'.join(f'(?:{each})' for each in said)})") for stage, said in _SAID.items()
}
_PART = re.compile(
    r"\b(?:fase|etapa|parte|mitad|phase|stage|part|half|partie|moitie|etape|parcial\w*|partly)\b"
)


def read_stage(text: str) -> Stage | None:
    """The one stage that a composed text says as a fact; None: none, or several."""
    found = {
        stage
        for clause in clauses(text)
        for stage, pattern in _PATTERNS.items()
        for said in pattern.finditer(clause.text)
        if not is_taken_back(clause.text[: said.start()])
        if stage is not Stage.FULFILLED or not _PART.search(clause.text)
    }
    return found.pop() if len(found) == 1 else None
