from pathlib import Path


def test_the_page_asks_no_other_machine():
    sources = [path.read_text(encoding="utf-8") for path in (Path(__file__).parents[2] / "assistant/ui").glob("page.*")]
    assert sources
    assert not any("://" in source or "@import" in source for source in sources)
