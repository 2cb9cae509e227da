from pathlib import Path


def test_the_page_asks_no_other_machine():
    folder = Path(__file__).parents[2] / "assistant/ui"
    sources = [(folder / name).read_text(encoding="utf-8") for name in ("page.css", "page.js", "connection.js")]
    assert not any("://" in source or "@import" in source for source in sources)
