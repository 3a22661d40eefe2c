"""What the distributions hold, and that they work where the checkout is not."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "summarizer"
SAMPLE = ROOT / "tests" / "filings" / "immunogen-2021-11-30-8k.txt"
LOCKS = ("constraints.txt", "constraints-dev.txt", "constraints-local-model.txt")
IMPORTS = "import summarizer, summarizer.schemas, summarizer.prompts, summarizer.cli"


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """Run a command away from the checkout and hand back what it printed."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV_"))}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=inherited | environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist, built from a copy: the checkout stays as it is."""
    copy = tmp_path_factory.mktemp("checkout") / "source"
    made = shutil.ignore_patterns(".*", "build", "dist", "*.egg-info", "__pycache__")
    shutil.copytree(ROOT, copy, symlinks=True, ignore=made)
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, copy, cwd=out)
    return out


@pytest.fixture(scope="module")
def wheel(distributions: Path) -> Path:
    (path,) = distributions.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def sdist(distributions: Path) -> Path:
    (path,) = distributions.glob("*.tar.gz")
    return path


@pytest.fixture(scope="module")
def packed(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


@pytest.fixture(scope="module")
def shipped(sdist: Path) -> list[str]:
    with tarfile.open(sdist) as archive:
        return [
            str(PurePosixPath(*PurePosixPath(member.name).parts[1:]))
            for member in archive.getmembers()
            if member.isfile()
        ]


def package_files() -> set[str]:
    """Every file of the package, the linked folders too, as a path from the root."""
    return {
        str(PurePosixPath(path.relative_to(ROOT)))
        for folder in (PACKAGE, PACKAGE / "schemas", PACKAGE / "prompts")
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".pyc" and not path.name.startswith(".")
    }


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(packed: list[str]) -> None:
    assert {name for name in packed if ".dist-info/" not in name} == package_files()


def test_the_wheel_holds_no_file_twice(packed: list[str]) -> None:
    assert len(packed) == len(set(packed))


def test_the_wheel_holds_types_schemas_templates_and_the_licence(packed: list[str]) -> None:
    expected = {
        "summarizer/py.typed",
        "summarizer/schemas/figure.py",
        "summarizer/schemas/clinical_readout.py",
    }
    expected |= {f"summarizer/prompts/{path.name}" for path in (ROOT / "prompts").glob("*.md")}
    assert expected <= set(packed)
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in packed)


def test_schemas_and_prompts_have_one_name_only(packed: list[str]) -> None:
    assert {PurePosixPath(name).parts[0] for name in packed if ".dist-info/" not in name} == {"summarizer"}


def test_the_sdist_can_be_built_and_tested(shipped: list[str]) -> None:
    assert package_files() <= set(shipped)
    beside = {"pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", "Makefile", *LOCKS}
    assert beside <= set(shipped)
    assert "tests/test_packaging.py" in shipped
    assert str(PurePosixPath(SAMPLE.relative_to(ROOT))) in shipped
    assert not [name for name in shipped if "__pycache__" in name]


def test_the_sdist_builds_the_same_wheel(sdist: Path, packed: list[str], tmp_path: Path) -> None:
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    run(
        sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", tmp_path, source, cwd=tmp_path
    )
    (again,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(again) as archive_again:
        assert sorted(archive_again.namelist()) == sorted(packed)


def test_the_installed_wheel_runs_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "target"
    run(
        sys.executable,
        "-m",
        "pip",
        "install",
        "--no-index",
        "--no-deps",
        "--target",
        target,
        wheel,
        cwd=tmp_path,
    )
    where = run(
        sys.executable, "-c", f"{IMPORTS}; print(summarizer.__file__)", cwd=tmp_path, PYTHONPATH=str(target)
    )
    assert Path(where.strip()) == target / "summarizer" / "__init__.py"
    usage = run(target / "bin" / "summarizer", "--help", cwd=tmp_path, PYTHONPATH=str(target))
    assert "brief" in usage
    assert "check" in usage


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_is_exact_and_hashed(lock: str) -> None:
    text = re.sub(r"^ *#.*\n", "", (ROOT / lock).read_text(), flags=re.MULTILINE)
    requirements = text.replace("\\\n", " ").splitlines()
    assert len(requirements) > 20
    pin = re.compile(r"[\w.-]+==[\w.]+( ; [^#]+?)?( +--hash=sha256:[0-9a-f]{64})+")
    assert [line for line in requirements if not pin.fullmatch(line)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_the_pins_name_no_index_and_no_place(lock: str) -> None:
    assert not re.search(
        r"://|index-url|find-links|trusted-host|^ *-[ei]\b|@ |file:", (ROOT / lock).read_text()
    )


def test_the_pins_cover_what_the_project_declares() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    declared = {*project["project"]["dependencies"], *project["build-system"]["requires"]}
    groups = project["dependency-groups"]
    developing = {entry for entry in groups["dev"] if isinstance(entry, str)}
    for lock, wanted in zip(
        LOCKS, (declared, declared | developing, set(groups["local-model"])), strict=True
    ):
        pinned = set(re.findall(r"^([\w.-]+)==", (ROOT / lock).read_text(), flags=re.MULTILINE))
        names = {re.split(r"[^\w.-]", entry, maxsplit=1)[0].lower() for entry in wanted}
        assert names <= pinned, f"run `make lock`: {lock} lacks {sorted(names - pinned)}"


def test_every_dependency_has_a_lower_bound() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = [entry for group in project["dependency-groups"].values() for entry in group]
    declared = [*project["project"]["dependencies"], *(entry for entry in groups if isinstance(entry, str))]
    assert [entry for entry in declared if ">=" not in entry] == []


@pytest.mark.network
@pytest.mark.parametrize("kind", ["wheel", "sdist", "editable"])
def test_a_clean_environment_prints_the_briefing(kind: str, wheel: Path, sdist: Path, tmp_path: Path) -> None:
    sources: dict[str, list[str | Path]] = {
        "wheel": [wheel],
        "sdist": [sdist],
        "editable": ["--editable", ROOT],
    }
    home = tmp_path / "venv"
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    pip = (python, "-m", "pip", "install", "--quiet")
    run(*pip, "--no-deps", "--require-hashes", "--requirement", ROOT / "constraints.txt", cwd=tmp_path)
    run(*pip, "--no-deps", "--no-build-isolation", *sources[kind], cwd=tmp_path)

    where = Path(run(python, "-c", f"{IMPORTS}; print(summarizer.__file__)", cwd=tmp_path).strip())
    assert where.is_relative_to(ROOT if kind == "editable" else home)
    run(python, "-m", "pip", "check", cwd=tmp_path)
    briefing = run(home / "bin" / "summarizer", "brief", SAMPLE, cwd=tmp_path)
    assert "32.4%" in briefing

    user = tmp_path / "user.py"
    user.write_text("from summarizer.schemas import Figure\nreveal_type(Figure(text='1', quote='1').text)\n")
    types = run(sys.executable, "-m", "mypy", "--strict", "--python-executable", python, user, cwd=tmp_path)
    assert 'Revealed type is "str"' in types
