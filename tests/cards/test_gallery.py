"""The gallery has every card there is: a new one that is missing fails here, by its name."""

import ast
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from types import ModuleType
from typing import get_args, get_type_hints

import bot.cards
from bot.cards.parts import blocks
from bot.cards.parts.blocks import Card, View
from bot.cli import exhibits
from tests.cards import gallery


def test_every_card_is_in_the_gallery() -> None:
    shown = {function for module in (exhibits, *gallery.ROOMS) for function in _called(module)}

    missing = [f"{it.__module__}.{it.__name__}" for it in _cards() if it not in shown]

    assert not missing, missing


def _cards() -> Iterator[Callable[..., object]]:
    """The public functions of bot.cards that return a card or a view; blocks.py only has pieces."""
    for found in pkgutil.walk_packages(bot.cards.__path__, "bot.cards."):
        module = import_module(found.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            is_own = function.__module__ == module.__name__ != blocks.__name__
            if is_own and not name.startswith("_") and _draws(function):
                yield function


def _draws(function: Callable[..., object]) -> bool:
    returned = get_type_hints(function).get("return")
    return not {Card, View}.isdisjoint({returned, *get_args(returned)})


def _called(module: ModuleType) -> Iterator[Callable[..., object]]:
    """What a module calls by a name that it imports, such as `home_tab.failed(…)`."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr=name)):
                function = getattr(getattr(module, owner, None), name, None)
            case ast.Call(func=ast.Name(id=name)):
                function = getattr(module, name, None)
            case _:
                continue
        if inspect.isfunction(function):
            yield function
