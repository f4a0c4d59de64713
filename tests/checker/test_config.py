from pathlib import Path

import pytest

from checker.config import Config, bounded, find_config, read_config, read_words
from checker.errors import ConfigError


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def read(path: Path) -> Config:
    return read_config(path, path.name)


def values(config: Config, path: Path) -> dict[str, object]:
    return {key: setting.value for key, setting in config.settings_for(path).items()}


def test_only_the_nearest_configuration_file_is_used(tmp_path: Path) -> None:
    write(tmp_path / ".git" / "HEAD", "")
    outer = write(tmp_path / "checker.toml", 'fail_on = "info"')
    inner = write(tmp_path / "2024" / ".checker.toml", 'lang = "zh"')
    assert find_config(tmp_path / "2024" / "x" / "a.docx") == inner
    assert find_config(tmp_path / "2023" / "a.docx") == outer
    assert values(read(inner), tmp_path / "2024" / "a.docx") == {"lang": "zh"}


def test_pyproject_without_the_table_is_ignored(tmp_path: Path) -> None:
    outer = write(tmp_path / "pyproject.toml", '[tool.checker]\nfail_on = "info"\n')
    write(tmp_path / "in" / "pyproject.toml", "[tool.other]\nx = 1\n")
    assert find_config(tmp_path / "in" / "a.docx") == outer
    assert values(read(outer), tmp_path / "a.docx") == {"fail_on": "info"}


def test_search_ends_at_the_repository(tmp_path: Path) -> None:
    write(tmp_path / "checker.toml", 'fail_on = "never"')
    write(tmp_path / "repository" / ".git", "gitdir: elsewhere")
    assert find_config(tmp_path / "repository" / "2024" / "a.docx") is None


def test_extending_file_replaces_single_keys(tmp_path: Path) -> None:
    write(
        tmp_path / "base" / "all.toml",
        'lang = "zh"\nfail_on = "info"\n[severity]\none = "off"\ntwo = "info"\n',
    )
    own = write(
        tmp_path / "checker.toml", 'extend = "base/all.toml"\nfail_on = "error"\nseverity.two = "error"\n'
    )
    assert values(read(own), tmp_path / "a.docx") == {
        "lang": "zh", "fail_on": "error", "severity.one": "off", "severity.two": "error",
    }  # fmt: skip
    assert read(own).settings["severity.one"].origin == "base/all.toml"


def test_later_overrides_win(tmp_path: Path) -> None:
    own = write(
        tmp_path / "checker.toml",
        'severity.one = "error"\n'
        '[[overrides]]\nfiles = "2019/**"\npack = "annual-report/2019"\nseverity.one = "off"\n'
        '[[overrides]]\nfiles = ["2019/x.docx", "y.docx"]\nseverity.one = "info"\n',
    )
    config = read(own)
    assert values(config, tmp_path / "2024" / "a.docx") == {"severity.one": "error"}
    assert values(config, tmp_path / "2019" / "a.docx") == {
        "pack": "annual-report/2019", "severity.one": "off",
    }  # fmt: skip
    assert values(config, tmp_path / "2019" / "x.docx")["severity.one"] == "info"
    assert (
        config.settings_for(tmp_path / "2019" / "x.docx")["severity.one"].origin
        == "checker.toml overrides[2]"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('fail-on = "info"', "checker.toml:1: fail-on: unknown key; did you mean “fail_on”?"),
        ('\nfail_on = "catastrophe"', "checker.toml:2: fail_on: should be one of error, warning, info, never"),
        ('[severity]\nshort = "mild"', "checker.toml:2: severity.short: should be one of error, warning, info, off"),
        ("severity = 1", "should be a table"),
        ("exclude = [1]", "exclude: should be a glob or a list of globs"),
        ("pack = 3", "pack: should be text"),
        ("lang = 'fr'", "lang: should be one of zh, en"),
        ("[overrides]\nfiles = 'x'", "should be tables: [[overrides]]"),
        ("[[overrides]]\npack = 'x'", "overrides[1].files: should be a glob"),
        ("[[overrides]]\nfiles = 'x'\nlang = 'zh'", "overrides[1].lang: unknown key"),
        ("plugins = ['evil']", "plugins: unknown key"),
        ("fail_on = ", "is not TOML"),
        ("extend = 'absent.toml'", "cannot read absent.toml"),
        ("extend = '../other.toml'", "outside the folder of the configuration file"),
        ("extend = '/etc/passwd'", "outside the folder of the configuration file"),
        ("extend = 'checker.toml'", "extends itself"),
        ("extend = 1", "extend: should be the path of a file"),
    ],
)  # fmt: skip
def test_mistake_is_reported_with_file_and_key(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as error:
        read(write(tmp_path / "checker.toml", text))
    assert message in str(error.value)


def test_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "other.toml", 'fail_on = "never"')
    own = write(tmp_path / "in" / "checker.toml", 'extend = "link.toml"')
    (tmp_path / "in" / "link.toml").symlink_to(tmp_path / "other.toml")
    with pytest.raises(ConfigError, match="outside"):
        read(own)


def test_too_long_a_chain_of_extended_files_is_refused(tmp_path: Path) -> None:
    for number in range(9):
        write(tmp_path / f"{number}.toml", f'extend = "{number + 1}.toml"')
    write(tmp_path / "9.toml", "")
    assert not read(tmp_path / "2.toml").settings
    with pytest.raises(ConfigError, match="more than 8 configuration files"):
        read(tmp_path / "1.toml")


def test_byte_order_mark_is_ignored(tmp_path: Path) -> None:
    assert values(read(write(tmp_path / "checker.toml", '\ufefflang = "zh"\r\n')), tmp_path) == {"lang": "zh"}


def test_all_mistakes_are_reported_together(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as error:
        read(write(tmp_path / "checker.toml", 'one = 1\ntwo = 2\nlang = "fr"'))
    assert len(str(error.value).splitlines()) == 3


def test_command_line_options_are_settings() -> None:
    settings = read_words(["fail_on=info", "severity.short=off", "exclude=drafts"], "--set", Path())
    assert {key: setting.value for key, setting in settings.items()} == {
        "fail_on": "info", "severity.short": "off", "exclude": ("drafts",),
    }  # fmt: skip
    for wrong in ("fail_on", "colour=red", "fail_on=later", "overrides=x", "extend=x", "severity=off"):
        with pytest.raises(ConfigError):
            read_words([wrong], "--set", Path())


@pytest.mark.parametrize(
    ("trusted", "tree", "weak"),
    [
        ([], ["fail_on=never"], ["fail_on"]),
        ([], ["fail_on=error"], []),
        ([], ["fail_on=info"], []),
        (["fail_on=warning"], ["fail_on=error"], ["fail_on"]),
        (["fail_on=never"], ["fail_on=error"], []),
        ([], ["pack=mine.yaml"], ["pack"]),
        (["pack=memo/2020"], ["pack=memo/2020"], []),
        ([], ["exclude=*"], ["exclude"]),
        ([], ["lang=zh"], []),
    ],
)
def test_checked_tree_may_tighten_rules_but_never_weaken_them(
    trusted: list[str], tree: list[str], weak: list[str]
) -> None:
    words = (read_words(words, "--set", Path()) for words in (trusted, tree))
    accepted, ignored = bounded(*words)
    assert list(ignored) == weak
    assert set(accepted) == {word.partition("=")[0] for word in tree} - set(weak)
