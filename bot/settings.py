"""Settings: read once from `BARTA_…` variables and a `.env` file, checked, and passed on as values."""

import hmac
import os
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import parse_qs, urlsplit

from dotenv import dotenv_values
from platformdirs import user_cache_path, user_data_path
from pydantic import AfterValidator, BeforeValidator, DirectoryPath, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.delivery.limits import Limits
from bot.domain.errors import SettingsError
from bot.server.front import Front

PREFIX = "BARTA_"
ENV_FILE = Path(".env")
# Where pydantic's own words would not say the mend.
_MENDS = {
    "path_not_directory": "there is no such folder; name one that holds briefs",
}
_OWN_PATHS = ("/health", "/metrics")
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")  # Telegram would take shorter ones
_LISTEN = "127.0.0.1:8080"
TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]{20,}")


def _api_url(value: str) -> str:
    parts = urlsplit(value)
    port_is_right = parts.port != 0  # urlsplit checks it only when asked
    if (
        not (parts.scheme in {"http", "https"} and parts.hostname and port_is_right)
        or parts.query
        or parts.fragment
    ):
        raise ValueError("give an address like https://api.telegram.org")
    return value.rstrip("/")


def _database_url(value: str) -> str:
    if urlsplit(value).scheme not in {"sqlite", "postgres", "postgresql", "postgresql+psycopg"}:
        raise ValueError("give sqlite:///PATH or postgresql://USER:PASSWORD@HOST/DATABASE")
    return value


def _webhook_url(value: str) -> str:
    path = urlsplit(_api_url(value)).path.rstrip("/")
    if path in _OWN_PATHS:
        raise ValueError(
            f"{path} is served by the bot itself; give another path, like https://example.org/telegram"
        )
    return value


def _webhook_secret(value: SecretStr) -> SecretStr:
    if not _SECRET.fullmatch(value.get_secret_value()):
        raise ValueError(
            "give 16 to 256 letters, digits, _ and -; or leave it out, and it is made of the token"
        )
    return value


def _listen(value: str) -> str:
    parts = urlsplit(f"//{value}")
    with suppress(ValueError):  # what urlsplit says of a port is no mend
        if parts.hostname and parts.port is not None and parts.netloc == value:
            return value
    raise ValueError("give a host and a port, like 127.0.0.1:8080")


def _token(value: SecretStr) -> SecretStr:
    text = value.get_secret_value().strip()
    if not TOKEN.fullmatch(text):
        raise ValueError("a token is digits, a colon and at least 20 letters; copy it again from @BotFather")
    return SecretStr(text)


def _data_file() -> str:
    return f"sqlite:///{user_data_path('barta') / 'barta.db'}"


def cache_folder() -> Path:
    """Give where what can be made again is kept."""
    return user_cache_path("barta")


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


class Settings(BaseSettings):
    """What an operator may set; each field is the variable `BARTA_<FIELD>`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=ENV_FILE,
        env_ignore_empty=True,
        extra="ignore",  # a shared .env may hold others' variables; unknown ones of ours are refused below
        frozen=True,
    )

    token: Annotated[SecretStr, AfterValidator(_token)] | None = None
    token_file: Annotated[Path, AfterValidator(Path.expanduser)] | None = None
    api_url: Annotated[str, AfterValidator(_api_url)] = "https://api.telegram.org"
    database_url: Annotated[str, AfterValidator(_database_url)] = Field(
        default_factory=_data_file, repr=False
    )
    briefs: Annotated[DirectoryPath, BeforeValidator(os.path.expanduser)] | None = None
    rate: Annotated[float, Field(ge=1, le=1000)] = Limits.overall  # sends a second
    catch_up: Annotated[float, Field(ge=0, le=24)] = 2  # hours
    webhook_url: Annotated[str, AfterValidator(_webhook_url)] | None = None
    webhook_secret: Annotated[SecretStr, AfterValidator(_webhook_secret)] | None = None
    listen: Annotated[str, AfterValidator(_listen)] | None = None
    semantic: Annotated[Literal["auto", "true", "false"], BeforeValidator(_lower)] = "auto"
    log_level: Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(_lower)] = "info"

    def require_token(self) -> str:
        """Give the bot's token.

        Raises:
            SettingsError: There is none.
        """
        if self.token is None:
            raise SettingsError(
                "BARTA_TOKEN is not set: put BARTA_TOKEN=… in the environment or in .env, or name a file "
                "that holds the token in BARTA_TOKEN_FILE. @BotFather on Telegram gives tokens; "
                "`barta demo` needs none."
            )
        return self.token.get_secret_value()

    @property
    def front(self) -> Front | None:
        """Where the bot listens; None where nothing asks for that.

        A secret that nobody set is made of the token, so that all processes of a bot know it.
        """
        if not (self.webhook_url or self.listen):
            return None
        parts = urlsplit(f"//{self.listen or _LISTEN}")
        made = hmac.new(self.require_token().encode(), b"webhook", sha256).hexdigest()
        secret = self.webhook_secret.get_secret_value() if self.webhook_secret else made
        return Front(parts.hostname or "", parts.port or 0, self.webhook_url or "", secret)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no log may show: the token, the webhook's secret and the database's password."""
        token = self.token.get_secret_value() if self.token else None
        posted = self.webhook_secret.get_secret_value() if self.webhook_secret else None
        address = urlsplit(self.database_url)
        passwords = (address.password, *parse_qs(address.query).get("password", ()))
        return tuple(secret for secret in (token, posted, *passwords) if secret)


def read_settings(**overrides: object) -> Settings:
    """Read the environment and `.env`; an override that is not None takes a variable's place.

    Raises:
        SettingsError: A value is wrong, a token file is unreadable, or a `BARTA_…` variable is unknown; the message
            names the setting and the mend, and never shows the value of a token.
    """
    given = {name: value for name, value in overrides.items() if value is not None}
    if "token" in given:
        given["token_file"] = None
    try:
        _refuse_unknown(os.environ | dotenv_values(ENV_FILE))
        settings = Settings(**given)  # type: ignore[arg-type]  # pydantic checks them
        if settings.token is None and (file := settings.token_file or _credential()):
            return Settings(**given, token=_read_token(file))  # type: ignore[arg-type]  # the same
    except ValidationError as error:
        raise SettingsError("\n".join(_explain(error))) from None
    except (UnicodeDecodeError, OSError) as error:
        raise SettingsError(f".env cannot be read ({error}); save it as UTF-8 text.") from None
    if settings.token and settings.token_file:
        raise SettingsError("BARTA_TOKEN and BARTA_TOKEN_FILE are both set; remove one.")
    return settings


def _refuse_unknown(variables: Iterable[str]) -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    for name in sorted(variables):
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            near = get_close_matches(name.upper(), known, n=1)
            mend = f"did you mean {near[0]}?" if near else f"the settings are {', '.join(sorted(known))}."
            raise SettingsError(f"{name} is no setting of Barta; {mend}")


def _credential(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Give the file where systemd's `LoadCredential=token:…` put the token, if it did."""
    folder = environment.get("CREDENTIALS_DIRECTORY")
    file = Path(folder, "token") if folder else None
    return file if file and file.is_file() else None


def _read_token(file: Path) -> SecretStr:
    try:
        return SecretStr(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "not text"
        raise SettingsError(
            f"BARTA_TOKEN_FILE: {file} cannot be read ({why}); name a file that holds the token."
        ) from None


def _explain(error: ValidationError) -> Iterable[str]:
    """Give a line for each wrong setting; the values stay out of it, since one may be the token."""
    for fault in error.errors(include_url=False, include_context=False, include_input=False):
        name = PREFIX + str(fault["loc"][0]).upper()
        said = fault["msg"].removeprefix("Value error, ").replace("Input should be", "write")
        mend = _MENDS.get(fault["type"]) or said
        yield f"{name}: {mend}."
