"""Every setting: the environment variable of the same name, its default, its meaning."""

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

KEEP = "KEEP_"  # begins the name of each duration
FOR_EVER = {"KEEP_ORIGINALS"}  # may be 0: never forgotten
QUOTA = "QUOTA_"  # how the settings of quotas begin
MEGABYTE = 1_000_000
BEGUN = {f.stem for f in (Path(__file__).parent / "texts").glob("*.toml")} - {"fr", "en"}


class BadSetting(Exception):
    """A setting that cannot be used: says which one, what it holds and what is accepted."""


@dataclass(frozen=True)
class Settings:
    BRINDILLE_HOME: str = "./var"  # everything the embedded engine writes
    HOST: str = "127.0.0.1"  # where the web process listens
    PORT: str = "8000"
    PUBLIC_URL: str = ""  # base of every absolute link; empty: http://HOST:PORT
    DATABASE_URL: str = ""  # empty: SQLite + SpatiaLite in the home
    REDIS_URL: str = ""  # empty: jobs run inside the web process
    FILES_URL: str = ""  # empty: a folder in the home; s3://bucket/prefix for an object store
    SECRET_KEY: str = ""  # empty: made once and kept in the home
    MAIL_URL: str = ""  # empty: letters written to home/mail; smtp://user:password@host:port
    BACKUP_PASSPHRASE: str = ""  # encrypts and opens backups
    RATE_LIMITS: str = "on"  # off only for benchmarks on loopback
    QUOTA_OBSERVATIONS: str = "1000"  # of an account, a day; 0 in any of these: no limit
    QUOTA_FIRST_OBSERVATIONS: str = "50"  # the same, until one of theirs was accepted
    QUOTA_PHOTOS: str = "2000"  # MB of an account, a day
    QUOTA_PHOTOS_KEPT: str = "20000"  # MB of an account, in all
    QUOTA_TOWN_OBSERVATIONS: str = "50000"  # of all accounts, a day
    QUOTA_TOWN_PHOTOS_KEPT: str = "100000"  # MB of all accounts, in all
    PROXIES: str = "0"  # how many trusted proxies stand in front, each adding to X-Forwarded-For
    DEMO: str = ""  # 1: load the demo town; 0: never; empty: when the home is empty
    GEOCODER_URL: str = ""  # finds addresses where none were imported, as the BAN's /search/ does
    KEEP_SIGN_INS: str = "30"  # days: links and sessions that ended
    KEEP_ACCOUNTS: str = "730"  # days: accounts nobody uses, before their person is warned
    KEEP_REFUSED: str = "365"  # days: what was rejected or withdrawn, before it is emptied
    KEEP_WARNED: str = "60"  # days: then, before they are made anonymous
    KEEP_ORIGINALS: str = "365"  # days: original photos once decided on; 0: for ever
    KEEP_CALLS: str = "30"  # days: calls of webhooks that ended
    KEEP_PARTS: str = "7"  # days: parts of a photo or a sound that never came whole
    KEEP_OUTINGS: str = "365"  # days: outings that are over, with who joined them
    WEBHOOKS_LOOPBACK: str = "off"  # on: this machine may be called too, in HTTP; for tests
    PUSH: str = "off"  # on: phones that ask for it are told, by the push service of their browser
    UNDO_SECONDS: str = "30"  # a decision may be undone, and its letter waits; 0: never
    DATAGOUV_URL: str = ""  # of the API of data.gouv.fr, …/api/1; empty: nothing is pushed there
    DATAGOUV_KEY: str = ""  # of an account there that may edit the town's datasets
    DATAGOUV_ORGANISATION: str = ""  # the identifier there of the town; empty: the account itself
    CONTACT: str = ""  # where people write to the town: an e-mail address or a page; empty: by post
    FURTHER_LANGUAGES: str = ""  # of those only begun, offered beside French and English: oc
    HOSTED_BY: str = ""  # name and address of who hosts, as the law has it told; empty: the town
    TILES_URL: str = ""  # background map, {z}/{x}/{y}; empty: none, no third-party host is called

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Read and check the settings; raise BadSetting with one clear line."""
        told = dotenv(Path(".env")) | dict(environment or os.environ)
        known = {field.name: told[field.name] for field in fields(cls) if told.get(field.name)}
        settings = cls(**known)
        for name, accepts, accepted in CHECKS:
            value = getattr(settings, name)
            if value and not accepts(value):
                raise BadSetting(f"{name} holds {hidden(name, value)!r}; accepted: {accepted}")
        if settings.DATABASE_URL and not settings.SECRET_KEY:
            raise BadSetting(
                "SECRET_KEY is empty; accepted: 32 characters or more, required with DATABASE_URL"
            )
        return settings

    @property
    def home(self) -> Path:
        return Path(self.BRINDILLE_HOME).resolve()

    @property
    def database(self) -> str:
        return self.DATABASE_URL or f"sqlite:///{self.home / 'brindille.db'}"

    @property
    def files(self) -> str:
        return self.FILES_URL or (self.home / "files").as_uri()

    @property
    def public_url(self) -> str:
        return (self.PUBLIC_URL or f"http://{self.HOST}:{self.PORT}").rstrip("/")

    @property
    def quotas(self) -> dict[str, int]:
        """How much may be sent (observations, bytes), by the end of the setting's name."""
        told = {n: int(getattr(self, n)) for n in vars(self) if n.startswith(QUOTA)}
        if self.RATE_LIMITS == "off":
            return {}
        return {
            name.removeprefix(QUOTA).lower(): most * (MEGABYTE if "PHOTOS" in name else 1)
            for name, most in told.items()
        }

    @property
    def kept(self) -> dict[str, int]:
        """How many days what is personal is kept, by the name of its setting."""
        return {name: int(value) for name, value in vars(self).items() if name.startswith(KEEP)}

    def with_secret(self) -> Self:
        """Give the settings their secret: the one set, or one made once and kept in the home."""
        return self if self.SECRET_KEY else replace(self, SECRET_KEY=_secret(self.home / "secret"))


def _secret(file: Path) -> str:
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii")
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        out.write(secrets.token_urlsafe(48))
    return file.read_text(encoding="ascii")


def dotenv(file: Path) -> dict[str, str]:
    """Read NAME=value lines; `#` begins a comment line, quotes around a value are dropped."""
    if not file.is_file():
        return {}
    lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip().strip("'\"") for name, value in pairs}


def hidden(name: str, value: str) -> str:
    """Do not print a secret, nor the password of an address."""
    if name in {"SECRET_KEY", "BACKUP_PASSPHRASE", "DATAGOUV_KEY"}:
        return "…"
    password = urlsplit(value).password if "://" in value else None
    return value.replace(password, "…") if password else value


def _scheme(*accepted: str) -> Callable[[str], bool]:
    return lambda value: urlsplit(value).scheme in accepted


def _leads_to_people(value: str) -> bool:
    if "://" in value:
        return urlsplit(value).scheme in {"http", "https"}
    name, _, host = value.partition("@")
    return bool(name) and "." in host and not set(value) & set(' <>"?&')


CHECKS: tuple[tuple[str, Callable[[str], bool], str], ...] = (
    ("PORT", lambda value: value.isdigit() and 0 < int(value) < 65536, "1 to 65535"),
    ("PUBLIC_URL", _scheme("http", "https"), "http://… or https://…"),
    ("DATABASE_URL", _scheme("postgresql+psycopg", "sqlite"), "postgresql+psycopg://… (PostGIS)"),
    ("REDIS_URL", _scheme("redis", "rediss", "unix"), "redis://host:port/number"),
    ("FILES_URL", _scheme("file", "s3"), "file:///folder or s3://bucket/prefix"),
    ("SECRET_KEY", lambda value: len(value) >= 32, "32 characters or more"),
    ("MAIL_URL", _scheme("smtp", "smtps"), "smtp://user:password@host:port"),
    ("RATE_LIMITS", lambda value: value in {"on", "off"}, "on or off"),
    ("WEBHOOKS_LOOPBACK", lambda value: value in {"on", "off"}, "on or off"),
    ("PUSH", lambda value: value in {"on", "off"}, "on or off"),
    ("PROXIES", lambda value: value.isdecimal() and int(value) < 10, "0 to 9"),
    ("DEMO", lambda value: value in {"0", "1"}, "0 or 1"),
    ("GEOCODER_URL", _scheme("http", "https"), "http://… or https://…"),
    ("DATAGOUV_URL", _scheme("http", "https"), "https://www.data.gouv.fr/api/1"),
    (
        "UNDO_SECONDS",
        lambda value: value.isdecimal() and len(value) < 5 and int(value) <= 3600,
        "0 to 3600",
    ),
    ("CONTACT", _leads_to_people, "an e-mail address, or the https://… address of a page"),
    (
        "FURTHER_LANGUAGES",
        lambda value: {*value.split()} <= BEGUN,
        "of: " + " ".join(sorted(BEGUN)),
    ),
    ("TILES_URL", lambda value: "{z}" in value, "an address with {z}, {x} and {y}"),
    *(
        (field.name, lambda value: value.isdecimal() and len(value) < 10, "a number; 0: no limit")
        for field in fields(Settings)
        if field.name.startswith(QUOTA)
    ),
    *(
        (
            field.name,
            lambda value, least=int(field.name not in FOR_EVER): (
                value.isdecimal() and least <= int(value) < 36_500
            ),
            "a number of days",
        )
        for field in fields(Settings)
        if field.name.startswith(KEEP)
    ),
)
