"""Encrypts tokens at rest with Fernet (AES-128-CBC with HMAC)."""

from cryptography.fernet import Fernet, InvalidToken


class FernetCipher:
    def __init__(self, key: str) -> None:
        self._fernet = Fernet(key)

    def encrypt(self, token: str) -> str:
        return self._fernet.encrypt(token.encode()).decode()

    def decrypt(self, encrypted: str) -> str | None:
        """None if the token was encrypted with another key."""
        try:
            return self._fernet.decrypt(encrypted.encode()).decode()
        except InvalidToken:
            return None
