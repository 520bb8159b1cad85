"""Settings come from the environment and `.env`; what is wrong is said with its mend and without the token."""

import os
from pathlib import Path

import pytest

from bot.domain.errors import SettingsError
from bot.settings import read_settings

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"  # noqa: S105 - the example of Telegram's manual


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory, and no setting of this machine."""
    for name in [one for one in os.environ if one.upper().startswith("BARTA_")]:
        monkeypatch.delenv(name)
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_nothing_needs_to_be_set_but_the_token() -> None:
    settings = read_settings()
    assert settings.api_url == "https://api.telegram.org"
    assert settings.database_url.startswith("sqlite:////")
    assert settings.database_url.endswith("barta.db")
    with pytest.raises(
        SettingsError, match=r"BARTA_TOKEN is not set.*BARTA_TOKEN_FILE.*BotFather.*barta demo"
    ):
        settings.require_token()


def test_the_environment_goes_before_the_env_file_and_an_override_before_both(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / ".env").write_text(
        f"BARTA_TOKEN={TOKEN}\nBARTA_LOG_LEVEL=Warning\nOTHER=1\n# বাংলা মন্তব্য\n", encoding="utf-8"
    )
    assert read_settings().require_token() == TOKEN
    assert read_settings().log_level == "warning"
    monkeypatch.setenv("BARTA_LOG_LEVEL", "debug")
    assert read_settings().log_level == "debug"
    assert read_settings(log_level="error", briefs=None).log_level == "error"


def test_a_folder_of_briefs_may_have_a_bengali_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "সংবাদ").mkdir()
    monkeypatch.setenv("BARTA_BRIEFS", "সংবাদ")
    assert read_settings().briefs == Path("সংবাদ")


def test_the_token_is_read_from_a_file_and_its_whitespace_dropped(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "secret").write_text(f"  {TOKEN}\n", encoding="utf-8")
    monkeypatch.setenv("BARTA_TOKEN_FILE", str(folder / "secret"))
    assert read_settings().require_token() == TOKEN
    assert read_settings(token="1:" + "b" * 30).require_token() == "1:" + "b" * 30


def test_the_token_is_read_from_systemds_credentials(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder))
    assert read_settings().token is None
    (folder / "token").write_text(TOKEN + "\n", encoding="utf-8")
    assert read_settings().require_token() == TOKEN


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BARTA_TOKEN", "")
    assert read_settings().token is None


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("BARTA_TOKEN", "abc", r"BARTA_TOKEN: a token is .*@BotFather"),
        ("BARTA_TOKEN", TOKEN.replace("1", "১"), r"BARTA_TOKEN: a token is"),
        (
            "BARTA_TOKEN_FILE",
            "absent",
            r"BARTA_TOKEN_FILE: absent cannot be read \(No such file or directory\)",
        ),
        ("BARTA_TOKEN_FILE", "latin", r"BARTA_TOKEN_FILE: latin cannot be read \(not text\)"),
        ("BARTA_API_URL", "api.telegram.org", r"BARTA_API_URL: give an address like https://"),
        ("BARTA_API_URL", "http://localhost:99999", r"BARTA_API_URL: Port out of range"),
        ("BARTA_DATABASE_URL", "mysql://db/x", r"BARTA_DATABASE_URL: give sqlite:///PATH or postgresql://"),
        ("BARTA_BRIEFS", "nowhere", r"BARTA_BRIEFS: there is no such folder; name one"),
        ("BARTA_LOG_LEVEL", "loud", r"BARTA_LOG_LEVEL: write 'debug', 'info', 'warning' or 'error'\."),
        ("BARTA_SEMANTIC", "হ্যাঁ", r"BARTA_SEMANTIC: write 'auto', 'true' or 'false'\."),
        (
            "BARTA_TOKEN_FIEL",
            "x",
            r"BARTA_TOKEN_FIEL is no setting of Barta; did you mean BARTA_TOKEN_FILE\?",
        ),
        ("BARTA_বাংলা", "x", r"BARTA_বাংলা is no setting of Barta; the settings are BARTA_API_URL, "),
    ],
)
def test_a_wrong_setting_is_named_with_its_mend(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    (folder / "latin").write_bytes(b"\xff\xfe1:\xff")
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=said):
        read_settings()


def test_an_unknown_name_in_the_env_file_is_refused_too(folder: Path) -> None:
    (folder / ".env").write_text("BARTA_TOKN=x\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"BARTA_TOKN is no setting of Barta; did you mean BARTA_TOKEN\?"):
        read_settings()


def test_an_env_file_that_is_not_text_is_a_message(folder: Path) -> None:
    (folder / ".env").write_bytes("BARTA_LOG_LEVEL=বাংলা".encode("utf-16"))
    with pytest.raises(SettingsError, match=r"\.env cannot be read .*UTF-8"):
        read_settings()


def test_a_token_and_a_token_file_together_are_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "secret").write_text(TOKEN, encoding="utf-8")
    monkeypatch.setenv("BARTA_TOKEN", TOKEN)
    monkeypatch.setenv("BARTA_TOKEN_FILE", "secret")
    with pytest.raises(SettingsError, match="both set; remove one"):
        read_settings()


@pytest.mark.parametrize("broken", [TOKEN[:20], TOKEN + "%", f"bot{TOKEN}"])
def test_no_message_or_repr_shows_a_token_or_a_password(monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    monkeypatch.setenv("BARTA_TOKEN", broken)
    with pytest.raises(SettingsError) as caught:
        read_settings()
    assert TOKEN[:15] not in str(caught.value) + repr(caught.value) + repr(caught.value.__cause__)
    monkeypatch.setenv("BARTA_TOKEN", TOKEN)
    settings = read_settings(database_url="postgresql://barta:গোপন@db/barta")
    assert settings.secrets == (TOKEN, "গোপন")
    assert TOKEN not in repr(settings)
    assert "গোপন" not in repr(settings)


def test_the_databases_password_is_a_secret_wherever_its_address_has_it() -> None:
    for address in ("postgresql://u:গোপন-কথা@db/barta", "postgresql://db/barta?user=u&password=গোপন-কথা"):
        assert "গোপন-কথা" in read_settings(database_url=address).secrets
