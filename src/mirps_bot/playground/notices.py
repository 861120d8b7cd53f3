"""The words people read when something they did did not succeed."""

from typing import Literal

from mirps_bot.playground.refusals import Notice

Cause = Literal[
    "command_in_thread",
    "command_unknown",
    "command_failed",
    "no_response",
    "trouble_connecting",
    "sending_turned_off",
    "required_field",
    "not_here",
    "message_gone",
    "not_yours",
    "too_long",
    "empty",
    "too_few_characters",
    "too_many_characters",
    "not_a_number",
    "not_whole",
    "too_small",
    "too_large",
    "not_an_address",
    "not_an_email",
]

ENGLISH: dict[Cause, str] = {
    "command_in_thread": "{command} is not supported in threads. Sorry!",
    "command_unknown": "{command} is not a valid command.",
    "command_failed": '{command} failed with the error "{error}"',
    "no_response": "The app did not respond. Please try again.",
    "trouble_connecting": "We had some trouble connecting. Try again?",
    "sending_turned_off": "Sending messages to this app has been turned off.",
    "required_field": "Please fill this in.",
    "not_here": "You are not in this conversation.",
    "message_gone": "This message no longer exists.",
    "not_yours": "You can only change your own messages.",
    "too_long": "The message is too long: at most {limit} characters.",
    "empty": "There is nothing to send.",
    "too_few_characters": "Write at least {limit} characters.",
    "too_many_characters": "Write at most {limit} characters.",
    "not_a_number": "This is not a number.",
    "not_whole": "This has to be a whole number.",
    "too_small": "This has to be {limit} or more.",
    "too_large": "This has to be {limit} or less.",
    "not_an_address": "This is not a web address. It starts with https://",
    "not_an_email": "This is not an email address.",
}

SPANISH: dict[Cause, str] = {
    "command_in_thread": "{command} no se puede usar en los hilos. ¡Lo sentimos!",
    "command_unknown": "{command} no es un comando válido.",
    "command_failed": "{command} ha fallado con el error «{error}»",
    "no_response": "La aplicación no ha respondido. Inténtalo de nuevo.",
    "trouble_connecting": "Hemos tenido problemas de conexión. ¿Quieres volver a intentarlo?",
    "sending_turned_off": "No se pueden enviar mensajes a esta aplicación.",
    "required_field": "Este campo es obligatorio.",
    "not_here": "No participas en esta conversación.",
    "message_gone": "Este mensaje ya no existe.",
    "not_yours": "Solo puedes cambiar tus propios mensajes.",
    "too_long": "El mensaje es demasiado largo: como máximo {limit} caracteres.",
    "empty": "No hay nada que enviar.",
    "too_few_characters": "Escribe al menos {limit} caracteres.",
    "too_many_characters": "Escribe como máximo {limit} caracteres.",
    "not_a_number": "Esto no es un número.",
    "not_whole": "Tiene que ser un número entero.",
    "too_small": "Tiene que ser {limit} o más.",
    "too_large": "Tiene que ser {limit} o menos.",
    "not_an_address": "Esto no es una dirección web. Empieza por https://",
    "not_an_email": "Esto no es una dirección de correo.",
}


def notice(cause: Cause, locale: str, **words: object) -> Notice:
    """The cause in the reader's language: Spanish for es-*, English for every other locale."""
    texts = SPANISH if locale.startswith("es") else ENGLISH
    return Notice(texts[cause].format(**words))
