"""Only English is read; a text too short to tell is."""

from __future__ import annotations

import pytest

from detente.errors import LanguageError
from detente.sources.language import check_english

FOREIGN = {
    "German": "Der Bundeskanzler hat am Dienstag in Moskau mit dem Präsidenten gesprochen.",
    "Spanish": "El ministro dijo el martes que su país no quiere la guerra con sus vecinos.",
    "French": "Le président a rencontré mardi son homologue et a parlé de la crise.",
    "Russian": "Министр заявил во вторник, что страна готова продолжить переговоры.",
    "Arabic": "قال الوزير يوم الثلاثاء إن بلاده مستعدة لمواصلة المفاوضات مع جيرانها.",
    "Chinese": "外交部长星期二表示，两国愿意继续就边境局势进行会谈，并呼吁各方保持克制。",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_another_language_is_named(language: str) -> None:
    with pytest.raises(LanguageError, match=f"in {language};") as caught:
        check_english(FOREIGN[language])
    assert caught.value.exit_code == 3


@pytest.mark.parametrize(
    "text",
    [
        "Talks failed.",
        "Scholz, Macron, Zelensky, Erdogan, Stoltenberg, Guterres, Lavrov",
        "MINISTER: SANCTIONS READY IF TROOPS CROSS THE RIVER",
        "The ministers of the two states met in Geneva and said that they had agreed to talk.",
        "12:30 14/02 +49 30 1234567",
        "The envoy said “no”. " * 200,
    ],
)
def test_english_and_what_is_too_short_to_tell_pass(text: str) -> None:
    check_english(text)
