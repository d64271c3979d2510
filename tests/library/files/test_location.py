"""Where content/ is."""

from bot.library.files.location import content_root


def test_a_checkout_uses_its_own_content() -> None:
    root = content_root()

    assert root.name == "content"
    assert (root / "exercises").is_dir()
    assert (root.parent / "bot").is_dir()
