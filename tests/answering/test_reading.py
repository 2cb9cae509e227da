"""What a sentence names, in what form it does."""

from __future__ import annotations

import pytest

from assistant.answering.reading import ArticleView
from assistant.corpus.loader import load_bytes

TRIAL = (
    "Xét xử vụ trộm ở Hoa Lâm\n\nBị cáo Vũ Văn Dậu bị bắt cùng Trần Thị Hiền. Năm 2014, Dậu từng bị phạt 24 tháng tù. "
    "Ông Lê Văn Sơn và ông Đỗ Sơn có mặt. Sơn khai báo."
)


@pytest.mark.parametrize(
    ("index", "name", "called"),
    [
        (1, "vu van dau", True),
        (2, "vu van dau", True),  # by his given name
        (2, "tran thi hien", False),
        (4, "le van son", False),  # two have that given name
        (2, "nguyen van dau", False),  # the article has no such person
    ],
)
def test_persons_are_called_by_their_given_names_once_they_were_named(index: int, name: str, called: bool) -> None:
    assert ArticleView(load_bytes(TRIAL.encode(), "a.txt")).sentences[index].calls(name) is called
