import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.engine.documents import Document
from matchmaker.engine.sketch import SIZE, has_changed, sketch

BODY = "线阵相机配合环形光源识别极片边缘七微米以上的毛刺，节拍每分钟六十米，误判率低于千分之二，已在三条产线连续运行。"


def _changed(title: str, body: str, other_title: str, other_body: str) -> bool:
    return has_changed(sketch(Document(1, title, body)), sketch(Document(1, other_title, other_body)))


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("锂电池极片毛刺检测", BODY.replace("，", "；")),
        ("鋰電池極片毛刺檢測", BODY),
        ("锂电池极片毛刺检测", BODY.replace("千分之二", "千分之三")),
    ],
)
def test_a_slip_corrected_leaves_the_text_what_it_was(title: str, body: str) -> None:
    assert not _changed("锂电池极片毛刺检测", BODY, title, body)


def test_another_subject_or_another_body_is_a_change() -> None:
    assert _changed("锂电池极片毛刺检测", BODY, "锂电池负极材料", BODY)
    assert _changed(
        "锂电池极片毛刺检测", BODY, "锂电池极片毛刺检测", BODY[:20] + "改为激光三角法逐点测量厚度，不再用相机。"
    )
    assert _changed("锂电池极片毛刺检测", BODY, "锂电池极片毛刺检测", "")


def test_a_sketch_is_short_however_long_the_text() -> None:
    long = "".join(f"参数{number}为{number}毫米。" for number in range(500))
    assert len(sketch(Document(1, "", long))["body"]) == SIZE


@given(st.text(max_size=60), st.text(max_size=200))
def test_the_same_text_never_counts_as_changed(title: str, body: str) -> None:
    assert not _changed(title, body, title, body)
