"""An interrupted import of TAXREF goes on where it stopped, and ends as if it never had."""

import os
import signal
import subprocess
import sys
from io import BytesIO

import pytest
from sqlalchemy import text

from config.database import transaction
from reference.taxa.editions import parsed as parts
from reference.taxa.editions.parser import parse
from tests.conftest import engine
from tests.reference import taxref_files as made
from tests.reference.interruptions import killed, left, lost, pressed, tables, unharmed
from tests.reference.taxref_files import in_force

KILLED = """
import os, signal
import commands
from config import editions
from reference.taxa.editions import loading
loading.TOGETHER = 1
kind, times = editions.KINDS[os.environ["KIND"]], []
put = kind.put
def killed(self, rows):
    put(self, rows)
    times.append(1)
    if len(times) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
kind.put = killed
commands.main()
"""


def uninterrupted(bring_taxa, *arguments):
    """The tables as they should be; then the sample's record again, so that the file may come."""
    assert bring_taxa(*arguments).exit_code == 0
    whole = tables()
    with transaction() as session:
        session.execute(text("DELETE FROM taxon_edition"))
        session.execute(text("DELETE FROM taxon_name"))
    return whole


def test_whatever_interrupts_it_all_comes_in_once_and_as_it_should(
    bring_taxa, tmp_path, long_file, steps
):
    rows = [made.status(n, "PN", f"article {n}") for n in range(1, 4_000)]
    everything = long_file, "--statuses", made.statuts(tmp_path, rows)
    whole = uninterrupted(bring_taxa, *everything)
    before, (given, befalls) = in_force(), steps
    given.clear()
    for n in range(1, 20):
        befalls[:] = [killed, unharmed] if n % 2 else ["taxon_name", unharmed, unharmed]
        answer = bring_taxa(*everything)
        if answer.exit_code == 0:
            break
        assert answer.exit_code == 9 and in_force() == before
        assert ("going on where it was interrupted" in answer.output) is (n > 1)
    assert n > 3
    assert tables() == whole
    assert len(given) == len(set(given)) > 3 * 3
    assert left() == []


def test_a_process_that_is_killed_leaves_what_the_next_goes_on_with(
    bring_taxa, long_file, settings, small_steps
):
    whole = uninterrupted(bring_taxa, long_file)
    before = in_force()
    told = {"BRINDILLE_HOME": settings.BRINDILLE_HOME, "SECRET_KEY": "x" * 40}
    told |= {"KIND": engine().dialect.name, "DATABASE_URL": settings.DATABASE_URL}
    command = [sys.executable, "-c", KILLED, "import", "taxa", str(long_file)]
    died = subprocess.run(command, env=os.environ | told, capture_output=True, check=False)
    assert died.returncode == -signal.SIGKILL, died.stderr
    assert in_force() == before
    answer = bring_taxa(long_file)
    assert answer.exit_code == 0, answer.output
    assert "going on where it was interrupted" in answer.output
    assert tables() == whole
    assert left() == []


def test_of_a_file_only_what_lacks_is_handed_over_and_all_is_checked(long_file):
    whole, part = BytesIO(), BytesIO()
    told = parse(long_file, whole)
    handed = [upto for _, upto in parts.Parts(BytesIO(whole.getvalue() + END))]
    assert len(handed) > 2
    assert parse(long_file, part, handed[0]) == told
    everything = list(parts.Parts(BytesIO(whole.getvalue() + END)))
    assert list(parts.Parts(BytesIO(part.getvalue() + END))) == everything[1:]
    with long_file.open("ab") as more:
        more.write(long_file.read_bytes().splitlines(keepends=True)[1])
    assert parse(long_file, BytesIO(), handed[-1])["faulty"] == 1  # there twice, first before that


END = b'{"names": 1, "lost": [], "faulty": 0, "rows": []}\n'


@pytest.mark.parametrize(("befalls", "told"), [(pressed, "interrupted"), (lost, "the database")])
def test_a_person_is_told_that_the_same_file_goes_on(
    bring_taxa, long_file, sample, steps, befalls, told
):
    steps[1][:] = [befalls, unharmed]
    answer = bring_taxa(long_file)
    assert answer.exit_code == 1 and told in answer.output, answer.output
    assert "import the same file again: it goes on from here" in answer.output
    assert in_force() == sample
    assert "going on where it was interrupted" in bring_taxa(long_file).output
    assert in_force()[2] == "TAXREF v18"
