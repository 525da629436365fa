"""The lock files say what pyproject.toml asks for: every version with its hashes, none with an address."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
ASKED = {
    "requirements.lock": [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["build"]],
    "requirements-dev.lock": [*PROJECT["project"]["dependencies"], *EXTRAS["dev"], *EXTRAS["evaluation"]],
    "requirements-followthemoney.lock": PROJECT["dependency-groups"]["followthemoney"],
    "requirements-language-model.lock": PROJECT["dependency-groups"]["language-model"],
}
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)


def pins(name: str) -> dict[str, set[Version]]:
    found: dict[str, set[Version]] = {}
    for package, version in PIN.findall((ROOT / name).read_text(encoding="utf-8")):
        found.setdefault(canonicalize_name(package), set()).add(Version(version))
    return found


@pytest.mark.parametrize("name", ASKED)
def test_every_dependency_is_locked_at_a_version_that_fits(name: str) -> None:
    locked = pins(name)
    for requirement in map(Requirement, ASKED[name]):
        versions = locked.get(canonicalize_name(requirement.name), set())
        assert versions, f"{requirement.name} is not in {name}: run make lock"
        assert all(version in requirement.specifier for version in versions), requirement


def test_both_files_agree() -> None:
    development = pins("requirements-dev.lock")
    for package, versions in pins("requirements.lock").items():
        assert development.get(package, versions) == versions


@pytest.mark.parametrize("name", ASKED)
def test_every_version_has_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text
    for block in re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]:
        assert "--hash=sha256:" in block, block.splitlines()[0]
