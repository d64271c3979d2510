"""Commands, buttons and forms, each declared once on the method that answers it.

A feature is a class built from Deps. Its decorated methods become commands and listeners. Help,
the suggestions in the demo and the commands page are made from the same declarations.
"""

import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any, TypeVar

from bot.usecases.deps import Deps
from bot.usecases.requests import Faults, Reply, Request, Save, Submission

Answerer = Callable[[Request], Awaitable[Reply]]
FormReader = Callable[[Submission], Awaitable[Faults | Save]]
Feature = Callable[[Deps], object]
Method = TypeVar("Method", bound=Callable[..., Awaitable[Any]])

CLOSE_ENOUGH = 0.7
"""How similar a misspelled verb must be to its suggestion, from 0 to 1."""
_DECLARED = "_limber_declares"


@dataclass(frozen=True, kw_only=True)
class Command:
    """`/stretch <verb>`. The first spelling is the verb, the others are synonyms."""

    spellings: tuple[str, ...]
    help: str
    """Its line in `/stretch help`; "" if the line of another command covers it."""
    hints: Mapping[str, str]
    """Suggestions while typing, and what each does."""
    takes_words: bool
    """Whether words may follow the verb. If not, longer text goes to the search."""

    @property
    def verb(self) -> str:
        return self.spellings[0]


@dataclass(frozen=True, kw_only=True)
class Button:
    action_id: str
    numbered: bool
    """Whether a message may hold several, with a dot and a number or name after the action id."""
    text: str | None
    """Replaces the value of the button."""

    @property
    def pattern(self) -> str | re.Pattern[str]:
        """For Bolt's `app.action`, which searches for a pattern anywhere in the action id."""
        if not self.numbered:
            return self.action_id
        return re.compile(rf"^{re.escape(self.action_id)}(\.[^.]+)?$")


@dataclass(frozen=True)
class Form:
    """A modal."""

    callback_id: str


@dataclass(frozen=True)
class Fallback:
    """Answers text that does not begin with a verb."""


Declaration = Command | Button | Form | Fallback


def command(
    *spellings: str,
    help: str = "",  # noqa: A002
    hints: Mapping[str, str] | None = None,
    takes_words: bool = False,
) -> Callable[[Method], Method]:
    """Declares the method as the answer to `/stretch <verb>`."""
    return _declares(
        Command(spellings=spellings, help=help, hints=hints or {}, takes_words=takes_words)
    )


def button(
    *action_ids: str, numbered: bool = False, text: str | None = None
) -> Callable[[Method], Method]:
    """Declares the method as the answer to clicks on these buttons."""
    return _declares(*(Button(action_id=it, numbered=numbered, text=text) for it in action_ids))


def form(callback_id: str) -> Callable[[Method], Method]:
    """Declares the method as the reader of a submitted modal."""
    return _declares(Form(callback_id))


def fallback(method: Method) -> Method:
    """Declares the method as the answer to text that does not begin with a verb."""
    return _declares(Fallback())(method)


def _declares(*declarations: Declaration) -> Callable[[Method], Method]:
    def decorate(method: Method) -> Method:
        setattr(method, _DECLARED, (*declarations, *getattr(method, _DECLARED, ())))
        return method

    return decorate


def declarations(features: Iterable[Feature]) -> Iterator[tuple[Feature, str, Declaration]]:
    """Yields the feature, the name of the method, and what it declares."""
    for feature in features:
        for name, method in vars(feature).items():
            for declaration in getattr(method, _DECLARED, ()):
                yield feature, name, declaration


def commands(features: Iterable[Feature]) -> tuple[Command, ...]:
    """In the order of features and their methods."""
    return tuple(it for _, _, it in declarations(features) if isinstance(it, Command))


class Registry:
    """Builds the features and finds the method that answers a request."""

    def __init__(self, features: Iterable[Feature], deps: Deps) -> None:
        self.buttons: list[tuple[Button, Answerer]] = []
        self.forms: dict[str, FormReader] = {}
        self._commands: dict[str, tuple[Command, Answerer]] = {}
        self._fallback: Answerer | None = None
        built = {feature: feature(deps) for feature in features}
        for feature, name, declaration in declarations(built):
            method = getattr(built[feature], name)
            match declaration:
                case Command(spellings=spellings):
                    self._commands |= dict.fromkeys(spellings, (declaration, method))
                case Button():
                    self.buttons.append((declaration, method))
                case Form(callback_id):
                    self.forms[callback_id] = method
                case Fallback():
                    self._fallback = method

    async def answer(self, request: Request) -> Reply:
        """Answers a slash command, by its verb or with the fallback."""
        line = " ".join(request.text.split())
        first, _, rest = line.partition(" ")
        whole = self._commands.get(line.lower())
        if whole is not None:
            return await whole[1](request.with_text(""))
        found = self._commands.get(first.lower())
        if found is not None and (found[0].takes_words or not rest):
            return await found[1](request.with_text(rest))
        assert self._fallback is not None, "a feature declares the fallback"
        return await self._fallback(replace(request, text=line, near=self._near(first)))

    def _near(self, word: str) -> tuple[str, ...]:
        """A similar verb."""
        verbs = {declared.verb for declared, _ in self._commands.values()}
        close = get_close_matches(word.lower(), sorted(verbs), n=1, cutoff=CLOSE_ENOUGH)
        return tuple("" if verb == DEFAULT_VERB else verb for verb in close)


DEFAULT_VERB = "stretch"
"""What a bare `/stretch` means."""
