"""Slack saying no."""

from bot.playground.json_values import Json


class RefusedError(Exception):
    """Slack answers `ok: false`; `error` is its word for why, `more` the keys it adds."""

    def __init__(self, error: str, **more: object) -> None:
        super().__init__(error)
        self.error = error
        self.more = more

    @property
    def answer(self) -> Json:
        """The JSON Slack answers with."""
        return {"ok": False, "error": self.error, **self.more}

    @property
    def detail(self) -> str:
        """The error and what Slack adds to it, in one line."""
        return " ".join([self.error, *(f"{key}={value}" for key, value in self.more.items())])


def invalid_arguments(message: str, key: str) -> RefusedError:
    """A refusal of one argument."""
    return RefusedError(
        "invalid_arguments",
        response_metadata={"messages": [f"[ERROR] {message} [json-pointer:/{key}]"]},
    )
