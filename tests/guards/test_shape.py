"""The code keeps its own shape: sizes, names, introductions, and where a thing may be done.

Each test lists what breaks the rule, so that it says at once all there is to mend.
"""

import ast
import re

from tests.guards.source import PRODUCT, ROOT, name, tree

FOLDERS = ("tests", "bench", "migrations")
PYTHON = [*PRODUCT, *(file for folder in FOLDERS for file in sorted((ROOT / folder).rglob("*.py")))]
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager", "service"}
VAGUE |= {"services", "handlers", "handler", "models", "views", "core", "lib", "tools"}
LINES, FUNCTION, ARGUMENTS = 200, 30, 5

CLOCKS = re.compile(r"\b(datetime\.now|datetime\.utcnow|datetime\.today|date\.today|time\.time)\(")
ASKS = re.compile(r"\bsession\.(execute|scalars?)\(")
MAY_ASK = re.compile(r"(store|tables)\.py$|^config/")
EVERYTHING = re.compile(r"\b(Exception|BaseException)\b")


def test_a_file_is_read_in_one_sitting():
    assert [f"{name(f)}: {lines(f)}" for f in PYTHON if lines(f) > LINES] == []


def lines(file):
    return len(file.read_text(encoding="utf-8").splitlines())


def test_a_module_is_introduced_by_a_sentence():
    assert [name(file) for file in PRODUCT if not introduced(file)] == []


def introduced(file):
    told = ast.get_docstring(tree(file)) or ""
    return told.split("\n\n")[0].endswith((".", ":"))


def test_a_module_and_its_folders_are_named_after_what_they_are():
    vague = [f for f in PRODUCT if VAGUE & {f.stem, *f.relative_to(ROOT).parts}]
    assert [name(file) for file in vague] == []


def functions(file):
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    return [node for node in ast.walk(tree(file)) if isinstance(node, kinds)]


def test_a_function_is_short():
    long = [
        f"{name(file)}: {function.name}, {function.end_lineno - function.lineno + 1}"
        for file in PRODUCT
        for function in functions(file)
        if function.end_lineno - function.lineno + 1 > FUNCTION
    ]
    assert long == []


def test_a_function_asks_for_little():
    greedy = [
        f"{name(file)}: {function.name}"
        for file in PRODUCT
        for function in functions(file)
        if len(arguments(function)) > ARGUMENTS and not is_command(function)
    ]
    assert greedy == []


def arguments(function):
    told = function.args.posonlyargs + function.args.args + function.args.kwonlyargs
    return [one.arg for one in told if one.arg not in {"self", "cls"}]


def is_command(function):
    """Whether its arguments are the options of a command: it has one for each."""
    return any(".command" in ast.unparse(decorator) for decorator in function.decorator_list)


def test_imports_are_absolute():
    relative = [
        f"{name(file)}:{node.lineno}"
        for file in PYTHON
        for node in ast.walk(tree(file))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


def test_imports_stand_at_the_top():
    late = [
        (name(file), ast.unparse(node))
        for file in PRODUCT
        for function in functions(file)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert late == []


def above():
    return [file for file in PRODUCT if not name(file).startswith("config/")]


def test_only_the_ground_catches_whatever_it_is():
    caught = [
        f"{name(file)}:{node.lineno}"
        for file in above()
        for node in ast.walk(tree(file))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or EVERYTHING.search(ast.unparse(node.type)))
    ]
    assert caught == []


def holding(pattern, files):
    found = re.compile(pattern)
    return [name(file) for file in files if found.search(file.read_text(encoding="utf-8"))]


def test_only_the_ground_commits():
    assert holding(r"\.commit\(", above()) == []


def test_only_the_clock_tells_the_time():
    assert holding(CLOCKS, PRODUCT) == ["config/clock.py"]


def test_only_the_processes_sleep():
    assert holding(r"\btime\.sleep\(|\bsleep\(", PRODUCT) == ["config/processes.py"]


def test_only_stores_tables_and_the_ground_ask_the_database():
    assert holding(ASKS, [file for file in PRODUCT if not MAY_ASK.search(name(file))]) == []
