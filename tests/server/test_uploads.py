from pathlib import Path

import httpx
import pytest

from tests.server.conftest import serving


def upload(url, *names, size=10):
    files = [("files", (name, b"x" * size)) for name in names]
    return httpx.post(f"{url}/gradio_api/upload", files=files, trust_env=False)


@pytest.mark.parametrize("names", [["phim.mp4"], ["bai"], ["bai.txt.exe", "anh.png"]])
def test_what_can_not_be_read_is_refused_and_not_kept(url, names):
    refused = upload(url, *names)
    assert refused.status_code == 415
    assert all(f"Tệp «{name}»: " in refused.text for name in names)
    assert "Hãy lưu nội dung thành tệp .txt hoặc .md" in refused.text


def test_of_several_files_those_that_can_be_read_are_taken(url):
    taken = upload(url, "bai.txt", "BAI.MD", "phim.mp4")
    assert taken.status_code == 200
    assert [Path(path).name for path in taken.json()] == ["bai.txt", "BAI.MD", "phim.mp4"]


def test_a_file_that_is_too_large_is_refused(opened):
    with serving(opened(upload_megabytes=0.5)) as url:
        assert upload(url, "bai.txt", size=400_000).status_code == 200
        refused = upload(url, "bai.txt", size=600_000)
        assert (refused.status_code, refused.text) == (413, "Tệp quá lớn (nhiều nhất 0.5 MB).")
