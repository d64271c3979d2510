"""What a Slack status means."""

import pytest

from bot.domain.calendar.busy_signals import Signal
from bot.domain.schedule.statuses import Statuses
from bot.library.files.location import content_root
from bot.library.loading import load_library

STATUSES = load_library(content_root()).statuses


@pytest.mark.parametrize(
    ("text", "emoji", "expected"),
    [
        ("In a meeting", ":spiral_calendar_pad:", Signal.MEETING),
        ("In a meeting • Outlook Calendar", "", Signal.MEETING),
        ("IN A MEETING", "", Signal.MEETING),
        ("", ":spiral_calendar_pad:", Signal.MEETING),
        ("", ":calendar:", Signal.MEETING),
        ("On a call with Acme", ":slack:", Signal.MEETING),
        ("Commuting", ":bus:", Signal.MEETING),
        ("Im Termin bis 11", "", Signal.MEETING),
        ("En réunion", "", Signal.MEETING),
        ("会議中です", "", Signal.MEETING),
        ("Vacationing", ":palm_tree:", Signal.VACATION),
        ("", ":palm_tree:", Signal.VACATION),
        ("OOO until Monday", "", Signal.VACATION),
        ("Out sick", ":face_with_thermometer:", Signal.VACATION),
        ("Urlaub bis 3.12.", "", Signal.VACATION),
        ("On leave, no meetings", ":palm_tree:", None),
        ("Meeting people on vacation", "", Signal.VACATION),
        ("Working remotely", ":house_with_garden:", None),
        ("Recalling old times", "", None),
        ("cooool", "", None),
        ("No meetings today!", ":calendar:", None),
        ("Back from vacation", ":palm_tree:", None),
        ("", ":raised_hand::skin-tone-3:", None),
        ("", ":no_entry_sign::skin-tone-3:", Signal.MEETING),
        ("In einem Meeting", "", Signal.MEETING),
        ("Im Urlaub", "", Signal.VACATION),
        ("En congés jusqu\u2019au 3", "", Signal.VACATION),
        ("En una reunión", "", Signal.MEETING),
        ("De vacaciones", "", Signal.VACATION),
        ("In riunione", "", Signal.MEETING),
        ("In vacanza", "", Signal.VACATION),
        ("Em uma reunião", "", Signal.MEETING),
        ("De férias", "", Signal.VACATION),
        ("Na spotkaniu", "", Signal.MEETING),
        ("Na urlopie", "", Signal.VACATION),
        ("ミーティング中", "", Signal.MEETING),
        ("休暇", "", Signal.VACATION),
        ("회의 중", "", Signal.MEETING),
        ("휴가 중", "", Signal.VACATION),
        ("开会", "", Signal.MEETING),
        ("請假", "", Signal.VACATION),
        ("на созвоне", "", Signal.MEETING),
        ("\u0412 ОТПУСКЕ", "", Signal.VACATION),
        ("Keine Termine heute", "", None),
        ("Semester start", "", None),
        ("\u200b\u202ein a meeting\u200b", "", Signal.MEETING),
        ("in\ta\nmeeting", "", Signal.MEETING),
        ("<!channel> *meeting*", "", Signal.MEETING),
        ("meetingmeetingmeeting", "", None),
        ("🏖", "", None),
        (":palm_tree:", "", None),
        ("x" * 5000, ":" * 300, None),
        ("", "", None),
    ],
)
def test_what_a_status_means(text: str, emoji: str, expected: Signal | None) -> None:
    assert STATUSES.meaning(text, emoji) is expected


def test_without_a_list_no_status_means_anything() -> None:
    assert Statuses().meaning("In a meeting", ":palm_tree:") is None
