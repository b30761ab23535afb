from pathlib import Path

import pytest

from workbench.config import load_settings
from workbench.errors import SettingsError


def test_the_store_is_claims_duckdb_where_nothing_is_set(tmp_path: Path) -> None:
    assert load_settings({}, environment={}, folder=tmp_path).store == Path("claims.duckdb")


def test_flag_beats_environment_beats_file(tmp_path: Path) -> None:
    (tmp_path / "workbench.toml").write_text(
        'store = "file.duckdb"\nanalyst = "file"\ntheme = "nord"\nmodel = "file-model"\n'
    )
    environment = {"WORKBENCH_STORE": "environment.duckdb", "WORKBENCH_ANALYST": "environment"}

    settings = load_settings({"store": "flag.duckdb"}, environment=environment, folder=tmp_path)

    assert settings.store == Path("flag.duckdb")
    assert settings.analyst == "environment"
    assert settings.theme == "nord"
    assert settings.model == "file-model"


def test_the_packaged_model_serves_where_none_is_named(tmp_path: Path) -> None:
    assert load_settings({}, environment={}, folder=tmp_path).model is None
    named = load_settings({}, environment={"WORKBENCH_MODEL": "other"}, folder=tmp_path)
    assert named.model == "other"


def test_an_empty_variable_sets_nothing(tmp_path: Path) -> None:
    settings = load_settings({}, environment={"WORKBENCH_STORE": ""}, folder=tmp_path)
    assert settings.store == Path("claims.duckdb")


def test_the_analyst_always_has_a_name(tmp_path: Path) -> None:
    assert load_settings({}, environment={}, folder=tmp_path).analyst


def test_the_file_says_what_ratings_come_to(tmp_path: Path) -> None:
    (tmp_path / "workbench.toml").write_text('[verdicts]\n"Mostly false" = "disputed"\nHalf = ""\n')
    settings = load_settings({}, environment={}, folder=tmp_path)
    assert settings.verdicts == {"Mostly false": "disputed", "Half": ""}
    assert load_settings({}, environment={}, folder=tmp_path / "other").verdicts == {}


def test_the_file_sets_the_thresholds_and_when_a_verdict_is_stale(tmp_path: Path) -> None:
    (tmp_path / "workbench.toml").write_text(
        "stale_after_days = 30\n[matching]\nsuggest = 0.4\nmatch = 1\n"
    )
    settings = load_settings({}, environment={}, folder=tmp_path)
    assert (settings.suggest, settings.match, settings.stale_after_days) == (0.4, 1.0, 30)
    unset = load_settings({}, environment={}, folder=tmp_path / "other")
    assert (unset.suggest, unset.match, unset.stale_after_days) == (None, None, 365)


@pytest.mark.parametrize(
    "line",
    [
        "matching = 0.5",
        "[matching]\nfloor = 0.5",
        "[matching]\nsuggest = 'low'",
        "[matching]\nmatch = 7",
        "stale_after_days = -1",
        "stale_after_days = true",
        "offline = 'yes'",
        "offline = 1",
        "store = ",
        "colour = 'red'",
        "store = 3",
        "store = ''",
        "verdicts = 'x'",
        "[verdicts]\nfalse = 0",
        "[verdicts]\n' ' = 'disputed'",
    ],
)
def test_a_wrong_line_is_told_with_what_to_do(tmp_path: Path, line: str) -> None:
    (tmp_path / "workbench.toml").write_text(line)
    with pytest.raises(SettingsError) as refusal:
        load_settings({}, environment={}, folder=tmp_path)
    assert refusal.value.message.startswith("workbench.toml ")
    assert refusal.value.hint


@pytest.mark.parametrize(
    ("line", "variable", "flag", "offline"),
    [
        ("", None, None, False),
        ("offline = true", None, None, True),
        ("offline = false", "1", None, True),
        ("offline = true", "0", None, True),
        ("", "no", None, False),
        ("", None, "yes", True),
    ],
)
def test_one_word_for_offline_is_enough(
    tmp_path: Path, line: str, variable: str | None, flag: str | None, *, offline: bool
) -> None:
    (tmp_path / "workbench.toml").write_text(line)
    environment = {} if variable is None else {"WORKBENCH_OFFLINE": variable}

    settings = load_settings({"offline": flag}, environment=environment, folder=tmp_path)

    assert settings.offline is offline
