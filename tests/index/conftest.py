"""A small corpus on disk and a store beside it, with the real embedding model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.index import Store, embeddings
from assistant.settings import Settings

ARTICLES = {
    "cau-moi.txt": "Khánh thành cầu Bình Lợi\n\nNgày 12/5/2023, UBND huyện Lộc Hà khánh thành cầu dài 1.500 m.\n",
    "mua-lu.txt": "Mưa lũ làm hư 43 ngôi nhà\n\nTheo báo cáo, mưa lũ làm hư 43 ngôi nhà tại xã Hòa Sơn.\n",
    "ke-hoach.txt": "Ban hành kế hoạch\n\nCông an tỉnh ban hành Kế hoạch số 09/KH-BCA về an ninh trật tự.\n",
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "bai"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def settings(tmp_path: Path, corpus: Path) -> Settings:
    return Settings.load(store=tmp_path / "kho", corpus=corpus, lock_timeout=0)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with Store.open(settings, embeddings.create(settings)) as store:
        yield store
