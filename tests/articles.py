"""Three made-up articles of the kind that the product is for, and a store of them."""

# ruff: noqa: E501 - a paragraph is a line

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

ARTICLES = {
    "hoa-lam.txt": """Huyện Hoa Lâm tổng kết phong trào toàn dân bảo vệ ANTQ năm 2021

Ngày đăng bài: 20/01/2022 | Tác giả: Lê Minh Khôi

Sáng ngày 18/01/2022, UBND huyện Hoa Lâm tổ chức hội nghị tổng kết công tác xây dựng phong trào toàn dân bảo vệ ANTQ năm 2021.

Năm 2021, lực lượng Công an huyện đã tổ chức 64 buổi tuyên truyền với hơn 3.200 lượt người tham dự. Nhân dân cung cấp gần 150 nguồn tin, trong đó có 97 nguồn tin có giá trị, giúp Công an huyện làm rõ 26/31 vụ phạm pháp hình sự.

Toàn huyện hiện có 12 mô hình tự quản về an ninh trật tự. Trong năm đã xây dựng mới 3 mô hình: “Tiếng kẻng an ninh” tại thôn Bãi Dài; “Camera an ninh” tại thị trấn Hoa Lâm; “Dòng họ tự quản” tại xã Phú Lạc.

Phát biểu tại hội nghị, ông Đặng Quốc Thái - Phó Chủ tịch UBND huyện Hoa Lâm đề nghị tiếp tục thực hiện Chỉ thị số 05/CT-UBND ngày 10/3/2020 của UBND tỉnh về việc tăng cường công tác bảo đảm an ninh trật tự.

Dịp này, 5 tập thể và 11 cá nhân được Chủ tịch UBND huyện tặng giấy khen. Kinh phí khen thưởng là 48 triệu đồng. Cả năm xảy ra ít hơn 20 vụ cháy.
""",
    "tan-thuong.txt": """Tân Thượng: 18/20 thôn đạt chuẩn an toàn về an ninh trật tự

Chiều 9/12/2020, Ban Chỉ đạo 138 huyện Tân Thượng họp tổng kết năm 2020.

Năm 2020, toàn huyện có 18/20 thôn đạt chuẩn an toàn về an ninh trật tự, tỷ lệ hộ dân ký cam kết đạt 96,5%; 3 trường học chưa đạt chuẩn về phòng cháy. Quần chúng cung cấp 112 nguồn tin có giá trị cho lực lượng Công an.

Đồng chí Nguyễn Thị Hòa, Bí thư Huyện ủy, Chủ tịch HĐND huyện Tân Thượng dự và phát biểu chỉ đạo. Ông Trần Đình Lực, Chủ tịch UBND huyện Tân Thượng chủ trì hội nghị.

Huyện đã trao 24 suất quà cho gia đình chính sách.

Dịp này, huyện Tân Thượng trao 26 suất quà cho gia đình chính sách.
""",
    "cay-xanh.txt": """Trường THPT Nguyễn Du trồng 500 cây xanh

Sáng 26/3, Đoàn trường THPT Nguyễn Du phát động Tết trồng cây, 320 đoàn viên tham gia trồng 500 cây xanh quanh sân trường.

Thầy Hoàng Văn Bình, Hiệu trưởng nhà trường, cho biết hoạt động được tổ chức hằng năm.
""",
}


def write(folder: Path, texts: Mapping[str, str] = ARTICLES) -> Path:
    """Articles as files of a folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    return folder
