"""A run as tables for a person and as JSON for a file, and what changed between two files."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from evals.metrics import Judged, Rate, grouped, percentile, rates

if TYPE_CHECKING:
    from evals.runner import Row, Run


class ReportError(Exception):
    """A file is not a report of `evals run --json`; the message names it."""


def to_dict(run: Run, suite: Path, corpus: Path | None, extra: Path | None = None) -> dict[str, Any]:
    """The whole run as JSON-ready data: summary, accuracy by kind and by pattern, and a row a question.

    `corpus` is None when every question brings its own articles; `extra` is a folder of further ones.
    """
    judged = [(row.question, row.judgement) for row in run.rows]
    times = [row.milliseconds for row in run.rows]
    return {
        "suite": suite.name,
        "corpus": " and ".join([corpus.name if corpus else "its own articles", *([extra.name] if extra else [])]),
        "articles": run.articles,
        "engine": run.engine,
        "model": run.model,
        "written_by": dict(Counter(row.answer.engine for row in run.rows if row.answer)),
        "tokens": {name: sum(_timing(row, name) for row in run.rows) for name in ("tokens_in", "tokens_out")},
        "machine": run.machine,
        "milliseconds": {"p50": round(percentile(times, 0.5), 1), "p95": round(percentile(times, 0.95), 1)},
        "summary": {name: _rate(rate) for name, rate in rates(judged).items()},
        "by_kind": _by(grouped(judged, lambda question: question.kind)),
        "by_pattern": _by(grouped(judged, lambda question: question.pattern)),
        "rows": [_row(row) for row in run.rows],
    }


def _by(groups: dict[str, Judged]) -> dict[str, Any]:
    """The accuracy of each group, and how many of it were refused."""
    return {
        name: {**_rate(rates(judged)["accuracy"]), "refused": sum(judgement.refused for _, judgement in judged)}
        for name, judged in groups.items()
    }


def _timing(row: Row, name: str) -> float:
    return row.answer.timings.get(name, 0) if row.answer else 0


def _rate(rate: Rate) -> dict[str, Any]:
    low, high = rate.interval
    value = None if rate.value is None else round(rate.value, 4)
    return {"value": value, "hits": rate.hits, "n": rate.n, "low": round(low, 4), "high": round(high, 4)}


def _row(row: Row) -> dict[str, Any]:
    question, answer, judgement = row.question, row.answer, row.judgement
    return {
        "id": question.id,
        "kind": question.kind,
        "pattern": question.pattern,
        "question": question.question,
        "history": list(question.history),
        "expected": expected(row),
        "right": judgement.right,
        "problems": list(judgement.problems),
        "answer": answer.text if answer else None,
        "status": answer.status if answer else "error",
        "engine": answer.engine if answer else None,
        "cited": [[c.source, c.start, c.end] for c in answer.citations] if answer else [],
        "milliseconds": round(row.milliseconds, 1),
    }


def expected(row: Row) -> str:
    """What a right answer holds, on one line."""
    question = row.question
    if question.abstain:
        return "not_found"
    wanted = " & ".join(" | ".join(group) for group in question.must)
    sources = question.sources or question.sources_any
    return f"{wanted} ({', '.join(sources)})" if sources else wanted


def show(report: dict[str, Any], console: Console) -> None:
    """Prints a report as `to_dict` gives it: the rates, the kinds, the patterns, every failure, and all on one line."""
    facts = ", ".join(f"{name} {value}" for name, value in report["machine"].items())
    console.print(
        f"{report['suite']} over {report['corpus']} ({report['articles']} articles), engine {report['engine']}"
        + (f", model {report['model']}" if report["model"] else "")
    )
    if report["model"]:
        counts = ", ".join(f"{name} {count}" for name, count in report["written_by"].items())
        tokens = report["tokens"]
        console.print(f"written by: {counts}; tokens: {tokens['tokens_in']:,} in, {tokens['tokens_out']:,} out")
    console.print(f"{facts}\n", style="dim")
    console.print(_table("measure", report["summary"]))
    console.print(_table("accuracy by kind", report["by_kind"]))
    if report["by_pattern"]:
        console.print(_table("accuracy by pattern", report["by_pattern"]))
    for row in report["rows"]:
        if not row["right"]:
            show_failure(row, console)
    console.print(overall(report), highlight=False, soft_wrap=True)


def overall(report: dict[str, Any]) -> str:
    """The rates that matter most, the times and the memory, on one line."""
    shares = [
        f"{said} {rate['hits']} / {rate['n']}" + ("" if rate["value"] is None else f" ({rate['value']:.3f})")
        for said, rate in (
            ("right", report["summary"]["accuracy"]),
            ("abstained of the unanswerable", report["summary"]["abstention_recall"]),
            ("answerable refused", report["summary"]["answerable_refused"]),
        )
    ]
    times, peak = report["milliseconds"], report["machine"].get("peak_megabytes")
    took = f"a question takes p50 {times['p50']} ms, p95 {times['p95']} ms"
    return ", ".join(shares) + f"; {took}" + (f"; at most {peak} MB" if peak else "")


def _table(title: str, named: dict[str, dict[str, Any]]) -> Table:
    by_group = any("refused" in rate for rate in named.values())
    table = Table(title, "value", "95% interval", "hits / n", *(["refused"] if by_group else []))
    for name, rate in named.items():
        value = "–" if rate["value"] is None else f"{rate['value']:.3f}"
        cells = [name, value, f"{rate['low']:.3f} – {rate['high']:.3f}", f"{rate['hits']} / {rate['n']}"]
        table.add_row(*cells, *([str(rate["refused"])] if by_group else []))
    return table


def show_failure(row: dict[str, Any], console: Console) -> None:
    """Prints one wrong row: what was asked, expected and answered."""
    console.print(
        f"[bold red]✗ {escape(row['id'])}[/] [dim]({escape(row['kind'])})[/] {escape('; '.join(row['problems']))}",
        soft_wrap=True,
    )
    for earlier in row["history"]:
        console.print(f"  earlier  {escape(earlier)}", soft_wrap=True)
    cited = ", ".join(dict.fromkeys(source for source, _, _ in row["cited"])) or "–"
    for name, value in (
        ("question", row["question"]),
        ("expected", row["expected"]),
        ("answer", f"[{row['status']}] {row['answer']}"),
        ("cited", cited),
    ):
        console.print(f"  {name:<8} {escape(value)}", soft_wrap=True)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Ids by what became of them: `worse` were right and are wrong now, `gone` are not asked any more."""

    worse: list[str]
    better: list[str]
    gone: list[str]
    new: list[str]


def compare(old: dict[str, Any], new: dict[str, Any]) -> Comparison:
    """Compares two reports question by question."""
    before = {row["id"]: row["right"] for row in old["rows"]}
    now = {row["id"]: row["right"] for row in new["rows"]}
    return Comparison(
        worse=[i for i in now if before.get(i) and not now[i]],
        better=[i for i in now if before.get(i) is False and now[i]],
        gone=[i for i in before if i not in now],
        new=[i for i in now if i not in before],
    )


def read(path: Path) -> dict[str, Any]:
    """A report from its JSON file. Raises ReportError."""
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        if all({"id", "right"} <= row.keys() for row in report["rows"]):
            return dict(report)
    except OSError as error:
        raise ReportError(f"{path}: can't be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    raise ReportError(f"{path}: not a report of `python -m evals run --json`")
