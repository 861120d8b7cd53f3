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
    "deactivated",
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
    "deactivated": "This account is deactivated: it can only look on.",
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
    "no_response": "La aplicación no ha respondido. Inténtelo de nuevo.",
    "trouble_connecting": "Hemos tenido problemas de conexión. ¿Quiere volver a intentarlo?",
    "sending_turned_off": "No se pueden enviar mensajes a esta aplicación.",
    "required_field": "Este campo es obligatorio.",
    "not_here": "No participa en esta conversación.",
    "message_gone": "Este mensaje ya no existe.",
    "not_yours": "Solo puede cambiar sus propios mensajes.",
    "deactivated": "Esta cuenta está desactivada: solo puede mirar.",
    "too_long": "El mensaje es demasiado largo: como máximo {limit} caracteres.",
    "empty": "No hay nada que enviar.",
    "too_few_characters": "Escriba al menos {limit} caracteres.",
    "too_many_characters": "Escriba como máximo {limit} caracteres.",
    "not_a_number": "Esto no es un número.",
    "not_whole": "Tiene que ser un número entero.",
    "too_small": "Tiene que ser {limit} o más.",
    "too_large": "Tiene que ser {limit} o menos.",
    "not_an_address": "Esto no es una dirección web. Empieza por https://",
    "not_an_email": "Esto no es una dirección de correo.",
}


PORTUGUESE: dict[Cause, str] = {
    "command_in_thread": "{command} não pode ser usado em threads. Desculpe!",
    "command_unknown": "{command} não é um comando válido.",
    "command_failed": "{command} falhou com o erro “{error}”",
    "no_response": "O aplicativo não respondeu. Tente de novo.",
    "trouble_connecting": "Houve um problema de conexão. Quer tentar de novo?",
    "sending_turned_off": "Não é possível enviar mensagens a este aplicativo.",
    "required_field": "Este campo é obrigatório.",
    "not_here": "Você não participa desta conversa.",
    "message_gone": "Esta mensagem não existe mais.",
    "not_yours": "Você só pode alterar as suas próprias mensagens.",
    "deactivated": "Esta conta está desativada: só pode olhar.",
    "too_long": "A mensagem é longa demais: no máximo {limit} caracteres.",
    "empty": "Não há nada para enviar.",
    "too_few_characters": "Escreva pelo menos {limit} caracteres.",
    "too_many_characters": "Escreva no máximo {limit} caracteres.",
    "not_a_number": "Isto não é um número.",
    "not_whole": "Precisa ser um número inteiro.",
    "too_small": "Precisa ser {limit} ou mais.",
    "too_large": "Precisa ser {limit} ou menos.",
    "not_an_address": "Isto não é um endereço da web. Ele começa com https://",
    "not_an_email": "Isto não é um endereço de e-mail.",
}

FRENCH: dict[Cause, str] = {
    "command_in_thread": "{command} ne peut pas être utilisé dans les fils. Désolé\u00a0!",
    "command_unknown": "{command} n’est pas une commande valide.",
    "command_failed": "{command} a échoué avec l’erreur «\u00a0{error}\u00a0»",
    "no_response": "L’application n’a pas répondu. Veuillez réessayer.",
    "trouble_connecting": "Un problème de connexion est survenu. Voulez-vous réessayer\u00a0?",
    "sending_turned_off": "L’envoi de messages à cette application est désactivé.",
    "required_field": "Ce champ est obligatoire.",
    "not_here": "Vous ne participez pas à cette conversation.",
    "message_gone": "Ce message n’existe plus.",
    "not_yours": "Vous ne pouvez modifier que vos propres messages.",
    "deactivated": "Ce compte est désactivé\u00a0: il peut seulement regarder.",
    "too_long": "Le message est trop long\u00a0: {limit} caractères au maximum.",
    "empty": "Il n’y a rien à envoyer.",
    "too_few_characters": "Écrivez au moins {limit} caractères.",
    "too_many_characters": "Écrivez au plus {limit} caractères.",
    "not_a_number": "Ceci n’est pas un nombre.",
    "not_whole": "Ce doit être un nombre entier.",
    "too_small": "Ce doit être {limit} ou plus.",
    "too_large": "Ce doit être {limit} ou moins.",
    "not_an_address": "Ceci n’est pas une adresse web. Elle commence par https://",
    "not_an_email": "Ceci n’est pas une adresse électronique.",
}

LANGUAGES = {"en": ENGLISH, "es": SPANISH, "fr": FRENCH, "pt": PORTUGUESE}


def notice(cause: Cause, locale: str, **words: object) -> Notice:
    """The cause in the language of a locale such as `fr-FR`, else in English."""
    texts = LANGUAGES.get(locale[:2], ENGLISH)
    return Notice(texts[cause].format(**words))
