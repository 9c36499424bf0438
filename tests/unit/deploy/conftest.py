from __future__ import annotations

from pathlib import Path

import pytest

from dateline.settings import Settings

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def variables() -> frozenset[str]:
    """The environment variables that Settings reads."""
    prefix = Settings.model_config["env_prefix"]
    return frozenset(
        str(field.validation_alias or f"{prefix}{name.upper()}") for name, field in Settings.model_fields.items()
    )
