"""`matchmaker evaluate`: how well the engine matches, on the frozen set or on judged pairs from files."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from matchmaker.core.i18n import N_
from matchmaker.engine.benchmark import Benchmark, BenchmarkError, Fault, read_benchmark
from matchmaker.engine.evaluation import Figure, Report, run_lines
from matchmaker.engine.evaluation import evaluate as measure
from matchmaker.engine.frozen import read_frozen
from matchmaker.engine.index import Index

FAULTS = {
    Fault.UNREADABLE: N_("文件打不开，或不是 UTF-8 编码的文本"),
    Fault.EMPTY: N_("文件里没有数据"),
    Fault.NOT_JSON: N_("这一行不是完整的 JSON 对象"),
    Fault.BAD_ID: N_("缺少编号 id，或编号中含有空格等不可用的字符"),
    Fault.NO_TITLE: N_("缺少标题 title"),
    Fault.BAD_CONTENT: N_("正文 content 应为文字"),
    Fault.TWICE: N_("与前面某一行重复"),
    Fault.BAD_HEADING: N_("首行应为 need、achievement、level 三列，以制表符分隔"),
    Fault.BAD_COLUMNS: N_("这一行不是三列（以制表符分隔）"),
    Fault.UNKNOWN_NEED: N_("需求文件中没有这个需求编号"),
    Fault.UNKNOWN_ACHIEVEMENT: N_("成果文件中没有这个成果编号"),
    Fault.BAD_LEVEL: N_("等级应为 1 至 4 之间的数"),
}
NOT_ALL_THREE = N_("--needs、--achievements、--judgements 须同时给出；都不给时用内置评测集")
LEVEL_NAMES = {"strong": N_("强"), "fair": N_("较强"), "weak": N_("弱"), "none": N_("无相关")}

_file = click.Path(path_type=Path, dir_okay=False)


@click.command
@click.option("--needs", type=_file, help=N_("需求，每行一个 JSON：id、title、content"))
@click.option("--achievements", type=_file, help=N_("成果，格式同上"))
@click.option("--judgements", type=_file, help=N_("人工判定表：need、achievement、level"))
@click.option("--run", type=_file, help=N_("另存 TREC 格式的排序结果"))
@click.option("--json", "as_json", is_flag=True, help=N_("输出一个 JSON 文档"))
def evaluate(
    needs: Path | None, achievements: Path | None, judgements: Path | None, run: Path | None, *, as_json: bool
) -> None:
    """用人工判定的需求—成果对衡量匹配质量；不给文件时用随产品提供的内置评测集。"""
    try:
        benchmark = _benchmark(needs, achievements, judgements)
    except BenchmarkError as error:
        place = f"第 {error.line} 行" if error.line else ""
        raise click.ClickException(f"{error.path} {place}：{FAULTS[error.fault]}") from error
    index = Index.build(benchmark.achievements, benchmark.needs)
    report = measure(benchmark, index)
    if run:
        _write_run(benchmark, index, run)
    click.echo(json.dumps(_plain(report), ensure_ascii=False) if as_json else _readable(report))


def _benchmark(needs: Path | None, achievements: Path | None, judgements: Path | None) -> Benchmark:
    """The files if all three are given, the frozen set if none is: sets are never mixed."""
    if needs and achievements and judgements:
        return read_benchmark(needs, achievements, judgements)
    if needs or achievements or judgements:
        raise click.UsageError(NOT_ALL_THREE)
    return read_frozen()


def _write_run(benchmark: Benchmark, index: Index, path: Path) -> None:
    try:
        with path.open("w", encoding="utf-8") as file:
            file.writelines(run_lines(benchmark, index))
    except OSError as error:
        raise click.ClickException(f"{path}：写不进去（{error.strerror}）") from error


def _figures(report: Report) -> dict[str, Figure]:
    return {
        "ndcg_at_10": report.ndcg_at_10,
        "recall_at_50": report.recall_at_50,
        "calibration": report.calibration,
        "title_words_ndcg_at_10": report.title_words,
        "gain_over_title_words": report.gain,
    }


def _plain(report: Report) -> dict[str, object]:
    """The figures as numbers, their intervals and the rest beside them."""
    figures = _figures(report)
    return {
        "engine": report.engine,
        "needs": report.needs,
        "achievements": report.achievements,
        "judgements": report.judgements,
        **{name: figure.value for name, figure in figures.items()},
        "intervals": {name: [figure.low, figure.high] for name, figure in figures.items()},
        "measured_needs": {name: figure.needs for name, figure in figures.items()},
        "levels": [asdict(each) for each in report.levels],
    }


def _readable(report: Report) -> str:
    titles = {
        "ndcg_at_10": N_("判定对 nDCG@10"),
        "recall_at_50": N_("全库召回率@50（等级 ≥ 3）"),
        "calibration": N_("等级预测 1/(1+MAE)"),
        "title_words_ndcg_at_10": N_("对照：标题分词 TF-IDF 的 nDCG@10"),
        "gain_over_title_words": N_("高出对照（逐需求配对）"),
    }
    counts = f"{report.needs} 个需求，{report.achievements} 项成果，{report.judgements} 对判定"
    lines = [f"{counts}（引擎 {report.engine}）", ""]
    for name, figure in _figures(report).items():
        interval = f"95% 区间 {figure.low:.4f}–{figure.high:.4f}，{figure.needs} 个需求"
        lines.append(f"{titles[name]}\t{figure.value:.4f}\t（{interval}）")
    lines += ["", "匹配度\t分数起点\t判定对数\t判为 2 级以上\t判为 3 级以上"]
    for each in report.levels:
        shares = f"{each.related:.1%}\t{each.relevant:.1%}"
        lines.append(f"{LEVEL_NAMES[each.level]}\t{each.from_score:.2f}\t{each.pairs}\t{shares}")
    return "\n".join(lines)
