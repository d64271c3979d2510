"""Tokens encrypted at rest, with the key from the environment (Fernet: AES-128-CBC with HMAC)."""

from cryptography.fernet import Fernet, InvalidToken


class FernetCipher:
    def __init__(self, key: str) -> None:
        self._fernet = Fernet(key)

    def close(self, token: str) -> str:
        return self._fernet.encrypt(token.encode()).decode()

    def open(self, sealed: str) -> str | None:
        """The token; None when it was sealed with another key."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            return None
