"""Text as it may come: any NFC text, and text made of the pieces that the language modules look for."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

PIECES = st.sampled_from(
    "1 12 2018 1.500 2,5 43/51 30.9 % - – / . , ; : ( ) ' \n \u00a0 ngày tháng năm quý đến và từ triệu tỷ rưỡi gần hơn "
    "một hai mươi mười trăm linh hộ đến "
    "số Điều điều đợt người km m2 h giờ ông Ông Nguyễn Văn A K.L. H'Thủy NGUYỄN Chủ tịch phó Phó Trưởng ban UBND TP. "
    "TX. Q.1 huyện xã Đắk Song Hà Nội hà nội son la KT-XH NN&PTNT 09-CT/TW 79/2014/NĐ-CP nđ-cp Nghị định số: ngay "
    "thang nam Hoà thuý quý İ ² ٣".split(" ")
)
nfc_text = st.one_of(
    st.text(), st.lists(PIECES, max_size=12).map(" ".join), st.lists(PIECES, max_size=12).map("".join)
).map(lambda text: unicodedata.normalize("NFC", text))
