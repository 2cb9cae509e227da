import pytest

from assistant.errors import SettingsError
from assistant.settings import Settings, bundled


def refused(**given):
    with pytest.raises(SettingsError) as error:
        Settings.load(**given)
    return str(error.value)


def test_the_defaults_find_the_bundled_articles():
    assert Settings.load().corpus == bundled("seeds")
    assert list(bundled("seeds").glob("*.txt"))


def test_a_keyword_goes_before_a_variable_before_a_line_of_dotenv(monkeypatch, tmp_path):
    (tmp_path / ".env").write_text("ASSISTANT_PORT=1\nASSISTANT_HOST=a\nASSISTANT_FUSED=5\n")
    monkeypatch.setenv("ASSISTANT_PORT", "2")
    monkeypatch.setenv("ASSISTANT_HOST", "b")
    settings = Settings.load(port=3)
    assert (settings.port, settings.host, settings.fused) == (3, "b", 5)


def test_none_means_not_given():
    assert Settings.load(port=None).port == 7860


def test_an_empty_variable_means_not_given(monkeypatch):
    monkeypatch.setenv("ASSISTANT_CORPUS", "")
    monkeypatch.setenv("OPENAI_API_KEY", "")
    assert Settings.load().corpus == bundled("seeds")
    assert Settings.load().openai_api_key is None


def test_the_key_comes_from_its_usual_variable_and_is_not_shown(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    settings = Settings.load()
    assert settings.openai_api_key.get_secret_value() == "sk-secret"
    assert "sk-secret" not in repr(settings)


def test_another_programs_lines_in_dotenv_are_not_ours(tmp_path):
    (tmp_path / ".env").write_text("DATABASE_URL=x\nOPENAI_ORGANIZATION=y\nOPENAI_BASE_URL=http://localhost:1/v1\n")
    assert Settings.load().openai_base_url == "http://localhost:1/v1"


def test_an_address_that_is_refused_is_not_repeated():
    assert "mật-khẩu" not in refused(openai_base_url="ftp://tôi:mật-khẩu@máy")


@pytest.mark.parametrize(
    ("given", "has"),
    [
        ({}, False),
        ({"openai_api_key": "k"}, False),
        ({"llm_model": "m"}, False),
        ({"llm_model": "m", "openai_api_key": "k"}, True),
        ({"llm_model": "m", "openai_base_url": "http://127.0.0.1:1/v1"}, True),
    ],
)
def test_a_model_is_its_name_and_where_it_is(given, has):
    assert Settings.load(**given).has_model is has


def test_home_is_expanded(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Settings.load(corpus="~/bài viết").corpus == tmp_path / "bài viết"


def test_an_unknown_keyword_is_named_with_the_nearest():
    assert refused(prot=1).startswith("Không có thiết lập «prot». Có phải «port» không?")


def test_an_unknown_variable_is_named(monkeypatch):
    monkeypatch.setenv("ASSISTANT_COPRUS", "x")
    assert "«ASSISTANT_COPRUS». Có phải «corpus» không?" in refused()


def test_an_unknown_line_of_dotenv_is_named(tmp_path):
    (tmp_path / ".env").write_text("ASSISTANT_NONSENSE=1")
    assert "«assistant_nonsense»" in refused()


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"port": "cổng"}, "'cổng': phải là số nguyên."),
        ({"port": 70000}, "70000: không được quá 65535."),
        ({"fused": 0}, "0: phải từ 1 trở lên."),
        ({"llm_temperature": "cao"}, "'cao': phải là số."),
        ({"engine": "gpt"}, "'gpt': chỉ nhận 'auto', 'extractive' hoặc 'llm'."),
        ({"corpus": 3}, "3: phải là đường dẫn."),
        ({"llm_stream": "đôi khi"}, "'đôi khi': phải là true hoặc false."),
        ({"llm_gguf": "không có.gguf"}, "không có tệp này."),
        ({"llm_timeout": 0}, "0: phải lớn hơn 0.0."),
        ({"openai_base_url": "localhost:1/v1"}, "http://127.0.0.1:11434/v1."),
        ({"corpus": "~nobody-here/x"}, "không có thư mục người dùng này trên máy."),
    ],
)
def test_a_bad_value_is_explained(given, reason):
    message = refused(**given)
    assert f"«{next(iter(given))}»" in message
    assert message.endswith(reason)


def test_every_bad_value_has_its_line():
    assert len(refused(port="x", fused=0).splitlines()) == 2


def test_a_bad_key_is_not_repeated():
    assert "123" not in refused(openai_api_key=123)


def test_a_dotenv_in_another_encoding_is_named(tmp_path):
    (tmp_path / ".env").write_bytes("ASSISTANT_HOST=đ".encode("utf-16"))
    assert ".env" in refused()


def test_every_setting_is_described():
    assert all(field.description for field in Settings.model_fields.values())


def test_keys_and_host_names_are_lists():
    settings = Settings.load(api_keys=f"{'a' * 20}, {'b' * 20}\n", hosts="Tra-Cuu.vn, [::1]")
    assert settings.keys == ("a" * 20, "b" * 20)
    assert settings.host_names == ("tra-cuu.vn", "[::1]")
    assert Settings.load().keys == Settings.load().host_names == ()
    assert "aaa" not in repr(settings)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"api_keys": "qua-ngan-3f9"}, "«api_keys»"),
        ({"api_keys": f"{'a' * 20},qua-ngan-3f9"}, "ít nhất 20"),
        ({"hosts": "http://tracuu.vn"}, "không kèm http://"),
        ({"hosts": "tracuu.vn:80"}, "«hosts»"),
        ({"upload_megabytes": 0}, "lớn hơn 0"),
    ],
)
def test_a_setting_of_the_server_that_may_not_be_is_named(given, said):
    with pytest.raises(SettingsError, match=said) as raised:
        Settings.load(**given)
    assert "3f9" not in str(raised.value)
