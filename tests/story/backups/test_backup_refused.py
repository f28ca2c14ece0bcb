"""What cannot be backed up or restored whole changes nothing."""

import errno
from pathlib import Path

import app as house
from config.backups import postgresql, sqlite, writing
from config.backups.making import KINDS
from config.database import engine
from tests.conftest import SERVER
from tests.story.backups.test_backup_and_back import served, there

PICTURE = postgresql if SERVER else sqlite


def test_what_is_not_empty_is_not_written_over(run, kept, elsewhere, settings, report):
    report()
    file = kept()
    refused = run("restore", file)
    assert (refused.exit_code, "not empty" in refused.stderr) == (1, True)
    home = Path(elsewhere.BRINDILLE_HOME)
    (home / "protocols").mkdir(parents=True)
    (Path(settings.BRINDILLE_HOME) / "protocols").mkdir(exist_ok=True)
    (Path(settings.BRINDILLE_HOME) / "protocols/fungi.toml.off").write_text("theirs")
    (home / "protocols/fungi.toml.off").write_text("another")
    refused = run("restore", kept("second.backup"), of=elsewhere)
    assert (refused.exit_code, "is there already" in refused.stderr) == (1, True)
    assert KINDS[engine().dialect.name].is_empty(elsewhere.database)
    house.open_home(settings)


def test_an_interrupted_restore_is_begun_again(run, kept, elsewhere, report, monkeypatch):
    uuid = report()
    file = kept()

    def broken(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(PICTURE, "put", broken)
        assert run("restore", file, of=elsewhere).exit_code == 1
    assert PICTURE.is_empty(elsewhere.database)
    assert run("restore", file, of=elsewhere).exit_code == 0
    served(elsewhere)
    assert uuid in there()


def test_a_wrong_passphrase_and_a_damaged_file_change_nothing(run, kept, elsewhere, report):
    report()
    file = kept()
    refused = run("restore", file, of=elsewhere, phrase="une autre")
    assert (refused.exit_code, "nothing was changed" in refused.stderr) == (1, True)
    whole = file.read_bytes()
    for wrong in (whole[:-1], whole[: len(whole) // 2], b"", whole + b"\0", b"PK" + whole):
        file.write_bytes(wrong)
        assert run("restore", file, of=elsewhere).exit_code == 1
    assert not Path(elsewhere.BRINDILLE_HOME).exists()
    assert PICTURE.is_empty(elsewhere.database)


def test_a_full_disk_leaves_the_backup_before_as_it_was(run, kept, tmp_path, monkeypatch, report):
    file = kept()
    before, beside = file.read_bytes(), {*tmp_path.iterdir()}

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(writing.Writer, "add_file", full)
    refused = run("backup", file, "--force")
    assert (refused.exit_code, "No space left" in refused.stderr) == (1, True)
    assert file.read_bytes() == before
    assert {*tmp_path.iterdir()} == beside


def test_a_backup_is_not_written_over_unasked_nor_made_without_a_passphrase(run, kept):
    file = kept()
    assert run("backup", file).exit_code == 1
    assert run("backup", file, "--force").exit_code == 0
    assert f"{file.stat().st_size} bytes" in run("doctor").stdout
    asked = run("backup", file, "--force", phrase="")
    assert (asked.exit_code, "BACKUP_PASSPHRASE is empty" in asked.stderr) == (2, True)
