"""Recognizes that a person says where it hurts rather than which exercise they want."""

_PAIN = frozenset(
    {"ache", "aches", "aching", "hurt", "hurts", "hurting", "injured", "injury", "pain", "pains"}
    | {"painful", "sciatica", "sore", "soreness", "sprain", "sprained"}
)


def speaks_of_pain(text: str) -> bool:
    return not _PAIN.isdisjoint(text.lower().replace("-", " ").split())
