"""How fast and how large the matching engine is, beside its peers; printed, never asserted.

    .venv/bin/python benchmarks/engine_speed.py [--million] [--sizes 10000 100000]

In one run, taking turns need by need: raw text to index, single long and short needs top-20 with
and without explanation, batches top-10, one more record, memory. Three comparisons:

words    every contestant has the same words (rjieba, two and more characters);
grams    every contestant has the same characters and pairs of characters, the product's terms;
product  the product as a whole, from the need's text to its matches, beside peers that have words.

Times are medians of processor time, since a shared machine's clock measures its neighbours too
(wall time is in the files); ratios are medians over pairs of calls made side by side. `--million`
adds a million recombined records, words for the peers and grams for the product; it needs 16 GiB
and a quarter of an hour.
"""

import argparse
import gc
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import jieba
from engine_bench import memory, report
from engine_bench.contestants import Bm25s, Ours, SparseDotTopn, Tantivy, recall
from engine_bench.corpora import Corpus, corpus, describe
from engine_bench.timing import Times, in_turns, once, ratio
from engine_bench.tokens import Tokens, cut
from sklearn.feature_extraction.text import TfidfVectorizer

from matchmaker.engine.documents import Document
from matchmaker.engine.index import Index

MILLION = 1_000_000
ROUNDS = 3
Figures = dict[str, Any]


def show(label: str, times: dict[str, Times], goal: str = "", *, by_wall: bool = False) -> Figures:
    """Print and return one comparison; the first is ours.

    `by_wall` where waiting belongs to the matter: a commit waits for the disk.
    """
    ours = next(iter(times.values()))
    ratios = {name: ratio(each, ours, by_wall=by_wall) for name, each in times.items() if each is not ours}
    shown = {name: (each.median_wall if by_wall else each.median) * 1000 for name, each in times.items()}
    report.line(label, shown, ratios, goal)
    return {
        "ms": {name: each.median * 1000 for name, each in times.items()},
        "wall ms": {name: each.median_wall * 1000 for name, each in times.items()},
        "times ours": ratios,
    }


def build(texts: Corpus, *, with_peer: bool) -> tuple[Index, Figures]:
    """Raw text to index."""
    Index.build(texts.documents[:300])
    index, times = once(lambda: Index.build(texts.documents))
    contest = {"matchmaker": times}
    if with_peer:
        jieba.setLogLevel("ERROR")
        jieba.lcut("预热")
        vectorizer = TfidfVectorizer(tokenizer=jieba.lcut, token_pattern=None, lowercase=False)
        contest["TfidfVectorizer, jieba"] = once(lambda: vectorizer.fit_transform([d.text for d in texts.documents]))[1]
    return index, show("raw text to index", contest, "8×")


def search(kind: str, texts: Corpus, *, with_batch: bool = True) -> tuple[Figures, Tantivy, Tokens]:
    """All contestants on the same tokens."""
    tokens = cut(kind, texts.documents, texts.long_needs, texts.short_needs)
    ours, tantivy, bm25s = Ours(tokens), Tantivy(tokens), Bm25s(tokens)
    print(
        f" {kind}: {len(tokens.vocabulary):,} terms, {tokens.documents.nnz / tokens.documents.shape[0]:.0f} a document"
    )
    figures: Figures = {"terms": len(tokens.vocabulary), "postings": int(tokens.documents.nnz)}
    for label, needs in (("long", tokens.long_needs), ("short", tokens.short_needs)):
        calls: dict[str, Callable[[list[str]], object]] = {
            each.name: lambda need, each=each: each.top(need, 20) for each in (ours, tantivy, bm25s)
        }
        figures[f"single {label}"] = show(f"{label} need, top 20", in_turns(calls, needs), "tantivy 4×, bm25s 1.6×")
    if with_batch:
        figures["batch"] = batch(ours, SparseDotTopn(tokens), tokens.long_needs)
    figures["recall@10"] = recall(ours, tokens, tokens.long_needs + tokens.short_needs)
    print(f"  recall@10 against scikit-learn's cosine: {figures['recall@10']:.3f}")
    return figures, tantivy, tokens


def batch(ours: Ours, peer: SparseDotTopn, needs: list[list[str]]) -> Figures:
    """Top 10 for all needs at once; times are per need."""
    calls: dict[str, Callable[[list[list[str]]], object]] = {
        "matchmaker": lambda many: [ours.top(need, 10) for need in many],
        "sparse_dot_topn": lambda many: peer.many(many, 10),
    }
    times = in_turns(calls, [needs] * ROUNDS)
    for each in times.values():
        each.cpu, each.wall = [t / len(needs) for t in each.cpu], [t / len(needs) for t in each.wall]
    return show("batch, top 10, per need", times, "2.5× (5× at a million)")


def product(index: Index, peer: Tantivy, tokens: Tokens, texts: Corpus) -> Figures:
    """The product from raw text to answer, beside tantivy with words ready-made."""
    figures: Figures = {}
    ready = {id(need): token for need, token in zip(texts.long_needs, tokens.long_needs, strict=True)}
    ready |= {id(need): token for need, token in zip(texts.short_needs, tokens.short_needs, strict=True)}

    def explained(need: Document) -> object:
        return list(index.explain_many(need, [match.key for match in index.search(need, 20)]))

    for label, needs in (("long", texts.long_needs), ("short", texts.short_needs)):
        calls: dict[str, Callable[[Document], object]] = {
            "matchmaker": lambda need: index.search(need, 20),
            "with explanations": explained,
            "tantivy, words": lambda need: peer.top(ready[id(need)], 20),
        }
        figures[label] = show(f"{label} need, text to top 20", in_turns(calls, needs))
    newcomers = [Document(10**9 + i, f"{need.body[:20]}新用", need.body) for i, need in enumerate(texts.long_needs)]
    added = {10**9 + i: tokens.long_needs[i] for i in range(len(newcomers))}
    with TemporaryDirectory() as folder, closing(Tantivy(tokens, Path(folder))) as on_disk:
        calls = {
            "matchmaker": lambda new: index.add([new]),
            "tantivy in memory": lambda new: peer.add(added[new.key]),
            "tantivy on disk": lambda new: on_disk.add(added[new.key]),
        }
        times = in_turns(calls, newcomers)
    figures["one more record"] = show("one more record matchable (commit, reload)", times, "20×")
    figures["one more record, by the wall"] = show("the same by the wall", times, by_wall=True)
    return figures


def run(size: int) -> None:
    """Measure one size."""
    is_million = size >= MILLION
    texts = corpus(size)
    print(f"\n{size:,} documents ({describe()}{', recombined' if is_million else ''})")
    machine = report.machine()
    index, figures = build(texts, with_peer=not is_million)
    document: Figures = {"machine": machine, "documents": size, "build": figures}
    with TemporaryDirectory() as folder:
        document["memory"] = memory.measure(index, texts.long_needs[:20], Path(folder))
    print("  " + ", ".join(f"{name} {value:,.1f}" for name, value in document["memory"].items()))
    document["words"], peer, tokens = search("words", texts)
    document["product"] = product(index, peer, tokens, texts)
    if not is_million:
        del peer, tokens
        gc.collect()
        document["grams"], _peer, _tokens = search("grams", texts)
    print(f"  kept in {report.keep(f'engine-{size}', document).relative_to(report.RESULTS.parents[1])}")


def main() -> None:
    """Measure the sizes that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--million", action="store_true", help="a million recombined records too")
    options = parser.parse_args()
    for size in [*options.sizes, *([MILLION] if options.million else [])]:
        run(size)


if __name__ == "__main__":
    main()
