"""Texts written for the tests of the engine, and what scikit-learn makes of them."""

from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.preprocessing import normalize

from matchmaker.engine.background import background
from matchmaker.engine.documents import Document
from matchmaker.engine.postings import Postings
from matchmaker.engine.text import character_grams, normalise
from matchmaker.engine.vocabulary import term_codes

ACHIEVEMENTS = [
    Document(
        11,
        "磷酸铁锂正极材料低温性能提升技术",
        "通过碳包覆与离子掺杂改善磷酸铁锂在零下二十摄氏度的放电容量，已完成公斤级试制。",
    ),
    Document(
        12,
        "锂电池极片毛刺在线视觉检测系统",
        "线阵相机配合环形光源，识别极片边缘七微米以上的毛刺，节拍每分钟六十米。",
    ),
    Document(13, "玉米秸秆汽爆预处理制糖", "蒸汽爆破破坏木质素结构，酶解得糖率达到百分之八十五。"),
    Document(14, "滚动轴承早期故障诊断方法", "用振动信号的包络谱识别内圈、外圈与滚动体的早期剥落。"),
    Document(15, "小麦赤霉病毒素快速检测试纸条", "胶体金免疫层析，十五分钟读出呕吐毒素含量。"),
    Document(16, "煤矸石烧结陶粒制备工艺", "以煤矸石为主要原料，回转窑烧成轻质陶粒，筒压强度六兆帕。"),
    Document(17, "MEMS 压力传感器温漂补偿", ""),
    Document(18, "矿井水膜浓缩零排放工艺", "反渗透与电渗析两级浓缩，回收率百分之九十八，结晶盐达到工业级。"),
]

NEEDS = [
    Document(
        1,
        "低温环境下磷酸铁锂电池放电容量不足",
        "冬季物流车续航下降明显，希望正极材料在低温下容量保持率不低于百分之七十。",
    ),
    Document(2, "极片切边毛刺检测", "人工抽检漏检率高，需要在线检测十微米以上毛刺。"),
    Document(3, "轴承故障预警", ""),
    Document(4, "", "陶粒厂想用煤矸石代替黏土，降低烧成温度。"),
    Document(5, "压力傳感器溫漂", "ＭＥＭＳ 芯片在八十摄氏度以上零点漂移。"),
]

CHARACTERS = "锂电池正极材料低温检测传感器轴承故障的与 abcLED12，。ＡＢ電溫\n"
TEXTS = st.text(st.sampled_from(CHARACTERS), max_size=24)


@st.composite
def corpora(draw: st.DrawFn, smallest: int = 1) -> list[Document]:
    """Some documents with keys of no order; some texts may be empty."""
    texts = draw(st.lists(st.tuples(TEXTS, TEXTS), min_size=smallest, max_size=8))
    keys = draw(st.permutations(range(100, 100 + len(texts))))
    return [Document(key, *text) for key, text in zip(keys, texts, strict=True)]


NEED = st.builds(Document, st.just(1), TEXTS, TEXTS)


def reference_scores(
    needs: Sequence[Document], achievements: Sequence[Document], demand: Sequence[Document] = ()
) -> NDArray[np.float64]:
    """Needs × achievements: achievements weighed by scikit-learn, needs by the formula of `salience`."""
    counter = CountVectorizer(analyzer=lambda text: character_grams(normalise(text)))
    counter.fit([*(each.text for each in (*achievements, *needs)), "界"])
    counts = counter.transform([each.text for each in achievements])
    texts = TfidfTransformer().fit_transform(counts)
    salience = _salience(counter, counts, demand)

    def products(halves: Sequence[str]) -> NDArray[np.float64]:
        weighed = normalize(counter.transform(halves).multiply(salience).tocsr())
        return np.asarray((weighed @ texts.T).toarray(), dtype=np.float64)

    title, body = products([each.title for each in needs]), products([each.body for each in needs])
    shares = np.array([_title_share(each) for each in needs])[:, None]
    return shares * title + (1 - shares) * body


def _salience(counter: CountVectorizer, counts: csr_array, demand: Sequence[Document]) -> NDArray[np.float64]:
    """By feature ln(1.1 · 2 / (p + q)), smoothed by 25 texts of the background; singles count up to 3 times."""
    terms = counter.get_feature_names_out()
    common = background()
    known = np.array([common.counts_of(term_codes(term)[-1:]) for term in terms]).reshape(-1, 2)
    offered = (known[:, 0] + 0.5) / (common.achievements + 25)
    wanted = (known[:, 1] + 25 * offered) / (common.needs + 25)
    supplied = (counts.getnnz(axis=0) + 25 * offered) / (counts.shape[0] + 25)
    asked = counter.transform([each.text for each in demand]).getnnz(axis=0) if demand else 0
    demanded = (asked + 25 * wanted) / (len(demand) + 25)
    single = min(3.0, 1 + 40 * counts.shape[0] / counts.nnz) if counts.nnz else 1.0
    factors = np.array([single if len(term) == 1 else 1.0 for term in terms])
    return np.asarray(factors * np.log(2.2 / (supplied + demanded)), dtype=np.float64)


def dense(postings: Postings, idf: NDArray[np.float64]) -> NDArray[np.float64]:
    """Documents × terms: the weights that postings hold."""
    terms = np.arange(len(idf))
    return postings.rows(np.arange(postings.size), terms) * idf


def _title_share(need: Document) -> float:
    has_title, has_body = (bool(character_grams(normalise(half))) for half in (need.title, need.body))
    return 0.5 if has_title == has_body else float(has_title)
