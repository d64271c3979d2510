"""The pictures of the library, and their names."""

import subprocess
import sys
from dataclasses import replace

from bot.domain.exercises.picking import Allowed
from bot.figures.drawn_figures import Picture
from bot.figures.model.scenes import other_side
from bot.figures.model.schema_file import SCHEMAS
from bot.figures.pictures import content_key, orders_of, soonest_first
from bot.library.checks.schema_files import schema_text
from bot.library.files.location import content_root
from tests.figures.conftest import Shipped


def test_names_are_known_without_the_drawing_libraries() -> None:
    code = (
        "import sys; from bot.figures.pictures import files_of; "
        "from bot.figures.model.figure_files import load_figures; "
        "from bot.library.loading import load_library; "
        "from bot.library.files.location import content_root; "
        "them = load_library(content_root()).exercises.values(); "
        "assert files_of(load_figures(content_root(), them), them); "
        "assert not {'numpy', 'PIL'} & set(sys.modules)"
    )

    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_step_has_a_still_and_timed_steps_have_a_film(shipped: Shipped) -> None:
    pictures = shipped.orders()

    for exercise in shipped.exercises.values():
        for n, step in enumerate(exercise.steps):
            assert Picture(exercise.id, n, False, False) in pictures
            timed = step.hold or step.reps is not None
            assert (Picture(exercise.id, n, False, True) in pictures) is timed


def test_what_nudges_choose_is_drawn_first_starting_with_what_they_show(
    shipped: Shipped,
) -> None:
    them = shipped.exercises
    orders = soonest_first(shipped.orders().values(), them.values())
    shown = [it.picture for it in orders]
    unasked = [Allowed().suits(them[it.exercise_id]) for it in shown]
    gists = [(it.step, it.mirrored) == (them[it.exercise_id].gist.step, False) for it in shown]
    stills = [not it.film for it in shown]

    assert sorted(unasked, reverse=True) == unasked
    first = list(zip(stills, gists, strict=True))[: unasked.index(False)]
    assert (True, True) in first
    assert sorted(first, reverse=True) == first


def test_the_other_side_has_its_own_pictures(shipped: Shipped) -> None:
    pictures = shipped.orders()

    first = pictures[Picture("kneeling-hip-flexor-stretch", 2, False, True)]
    other = pictures[Picture("kneeling-hip-flexor-stretch", 2, True, True)]
    assert first.key != other.key
    assert other.file.endswith(".gif")


def test_steps_done_once_or_without_sides_have_no_other_side(shipped: Shipped) -> None:
    pictures = shipped.orders()

    assert Picture("kneeling-hip-flexor-stretch", 0, True, False) not in pictures
    assert not [it for it in pictures if it.exercise_id == "dead-bug" and it.mirrored]


def test_mirroring_twice_changes_nothing(shipped: Shipped) -> None:
    for order in shipped.orders().values():
        there_and_back = other_side(other_side(order.scene))
        assert replace(there_and_back, room=order.scene.room) == order.scene


def test_a_name_changes_with_what_the_picture_shows(shipped: Shipped) -> None:
    scene = shipped.orders()[Picture("dead-bug", 3, False, True)].scene
    keys = {
        content_key(it, film=True)
        for it in (
            scene,
            replace(scene, seconds=scene.seconds + 1),
            replace(scene, reps=3),
            replace(scene, muscles=()),
            replace(scene, angles=(0.0, 0.0)),
            replace(scene, show=scene.first),
        )
    }
    assert len(keys) == 6


def test_names_are_deterministic(shipped: Shipped) -> None:
    once = [it.file for it in orders_of(shipped.figures, shipped.exercises.values())]
    again = [it.file for it in orders_of(shipped.figures, shipped.exercises.values())]

    assert once == again


def test_the_schema_file_is_up_to_date() -> None:
    """If this fails, run: python -m bot.figures.model.schema_file."""
    for place, model in SCHEMAS.items():
        assert (content_root() / place).read_text(encoding="utf-8") == schema_text(model)
