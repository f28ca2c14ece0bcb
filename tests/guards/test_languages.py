"""What people read exists in French and in English, whole, with the same places to fill."""

import re
import string
import tomllib

from config.languages import FURTHER, LANGUAGES
from config.problems import FAULTS, PROBLEMS
from config.protocols import PROTOCOLS
from exports.formats import FORMATS, suiting
from moderation.decisions.reasons import REASONS
from tests.guards.source import PACKAGES, ROOT, name, read_flat

FEATURES = sorted(
    folder for package in PACKAGES for folder in (ROOT / package).rglob("texts") if folder.is_dir()
)
DECLARED = sorted(
    file
    for package in PACKAGES
    for file in (ROOT / package).rglob("*.toml")
    if file.parent.name != "texts"
)
TAG = re.compile(r"</?[a-z]+")


def spoken(folder):
    return {language: read_flat(folder / f"{language}.toml") for language in LANGUAGES}


def fields(text):
    return sorted(field for _, field, _, _ in string.Formatter().parse(text) if field is not None)


def test_a_feature_has_a_file_of_texts_per_language_and_no_other():
    wanted = sorted(f"{language}.toml" for language in LANGUAGES)
    begun = {f"{language}.toml" for language in FURTHER}
    found = {name(folder): {f.name for f in folder.iterdir()} for folder in FEATURES}
    whole = {folder: sorted(names - begun) for folder, names in found.items()}
    assert whole == dict.fromkeys(found, wanted)


def test_a_text_is_in_every_language():
    for folder in FEATURES:
        french, english = spoken(folder).values()
        assert sorted(french.keys() ^ english.keys()) == [], name(folder)


def test_no_text_is_empty():
    empty = [
        (name(folder), language, key)
        for folder in FEATURES
        for language, told in spoken(folder).items()
        for key, text in told.items()
        if not (isinstance(text, str) and text.strip())
    ]
    assert empty == []


def test_a_text_has_the_same_places_to_fill_and_the_same_markup():
    for folder in FEATURES:
        french, english = spoken(folder).values()
        for key in french:
            assert fields(french[key]) == fields(english[key]), (name(folder), key)
            found = [sorted(TAG.findall(text[key])) for text in (french, english)]
            assert found[0] == found[1], (name(folder), key)


def begun():
    """Every file of a language that is begun, beside the French it follows."""
    for folder in FEATURES:
        for language in FURTHER:
            if (file := folder / f"{language}.toml").is_file():
                yield name(file), read_flat(file), read_flat(folder / "fr.toml")


def test_a_language_that_is_begun_says_some_of_the_french_with_its_places_and_markup():
    files = {told: (own, french) for told, own, french in begun()}
    assert {f"config/texts/{one}.toml" for one in FURTHER} <= files.keys() and len(files) > 2
    for told, (own, french) in files.items():
        assert sorted(own.keys() - french.keys()) == [], told
        for key, text in own.items():
            assert text.strip(), (told, key)
            assert fields(text) == fields(french[key]), (told, key)
            assert re.findall(r"%[a-z]\b", text) == re.findall(r"%[a-z]\b", french[key]), (
                told,
                key,
            )
            assert sorted(TAG.findall(text)) == sorted(TAG.findall(french[key])), (told, key)


def test_a_language_that_is_begun_names_itself_and_says_where_it_is_not_spoken():
    for told, own, _ in begun():
        if told.startswith("config/"):
            assert own.keys() >= {"site.language", "site.not_yet"}, told


def tables(value):
    """Walk every table of a TOML document that speaks a language."""
    if isinstance(value, dict):
        if LANGUAGES[0] in value or LANGUAGES[1] in value:
            yield value
        for inner in value.values():
            yield from tables(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from tables(inner)


def test_what_is_declared_in_one_language_is_in_the_other():
    for file in DECLARED:
        for table in tables(tomllib.loads(file.read_text(encoding="utf-8"))):
            words = [table.get(language, "") for language in LANGUAGES]
            if all(isinstance(one, str) for one in words):
                assert all(one.strip() for one in words), (name(file), table)
                assert fields(words[0]) == fields(words[1]), (name(file), table)


def test_every_word_the_product_speaks_is_in_both_languages():
    said = [
        *(text for kind in PROBLEMS.values() for text in (kind.title, kind.advice)),
        *FAULTS.values(),
        *REASONS.values(),
        *(one.title for one in FORMATS.values()),
        *(text for one in PROTOCOLS.values() for text in (one.title, one.description)),
        *(q.label for one in PROTOCOLS.values() for q in one.questions),
        *(q.hint for one in PROTOCOLS.values() for q in one.questions if q.hint),
        *(c.label for one in PROTOCOLS.values() for q in one.questions for c in q.choices),
        *(
            column.title
            for one in PROTOCOLS.values()
            for format_ in suiting(one)
            for column in format_.columns(one)
        ),
    ]
    assert [text for text in said if not all(text.get(one, "").strip() for one in LANGUAGES)] == []


def test_no_text_of_the_texts_is_left_unsaid():
    """A key nobody names is a text nobody reads; one made at run time begins with a known word."""
    source = "\n".join(
        file.read_text(encoding="utf-8")
        for package in PACKAGES
        for suffix in ("py", "html", "js")
        for file in (ROOT / package).rglob(f"*.{suffix}")
    )
    made = set(re.findall(r"""f["']([a-z_.]*?)\{""", source)) - {""}
    made |= set(re.findall(r"""["']([a-z_.]+\.)["'] ~""", source))
    unsaid = [
        f"{name(folder)}: {key}"
        for folder in FEATURES
        for key in spoken(folder)[LANGUAGES[0]]
        if not said_somewhere(key, source, made)
    ]
    assert unsaid == []


def said_somewhere(key, source, made):
    bare = re.sub(r"\.(one|other)$", "", key)
    return (
        f'"{bare}"' in source
        or f"'{bare}'" in source
        or any(bare.startswith(beginning) for beginning in made)
        or re.search(rf"\{{[a-z_.]+\}}\.{re.escape(bare.rpartition('.')[2])}\b", source) is not None
    )
