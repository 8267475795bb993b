// Draws [data-chart] (see matchmaker/web/charts.py) as SVG with ECharts; the table beside it says the same in words.

const css = getComputedStyle(document.documentElement);
const colour = (name) => css.getPropertyValue(name).trim();
const PALETTE = ["--brand", "--accent", "--info", "--good", "--warn"].map(colour);
const SHAPES = ["circle", "rect", "triangle", "diamond", "pin"];
const NARROW = 480;

function series(one, place) {
  const base = { name: one.name, data: one.values, stack: one.stack || undefined, color: PALETTE[place % PALETTE.length] };
  if (one.kind === "bar") return { ...base, type: "bar", barMaxWidth: 28 };
  const dashed = one.kind === "pace";
  return {
    ...base,
    type: "line",
    symbol: dashed ? "none" : SHAPES[place % SHAPES.length],
    symbolSize: 8,
    lineStyle: { width: 2, type: dashed ? "dashed" : "solid" },
  };
}

function options(chart, narrow) {
  const text = { color: colour("--ink"), fontFamily: getComputedStyle(document.body).fontFamily };
  const names = {
    type: "category",
    data: chart.categories,
    inverse: chart.lying,
    axisLabel: { color: text.color, interval: chart.lying ? 0 : "auto", rotate: !chart.lying && narrow ? 45 : 0 },
  };
  const values = { type: "value", axisLabel: { color: colour("--muted") }, splitLine: { lineStyle: { color: colour("--line") } } };
  return {
    animation: false,
    textStyle: text,
    aria: { enabled: false },
    grid: { left: 8, right: 24, top: chart.series.length > 1 ? 40 : 16, bottom: 8, containLabel: true },
    legend: chart.series.length > 1 ? { top: 0, textStyle: text } : undefined,
    tooltip: { trigger: "axis", renderMode: "richText", confine: true },
    xAxis: chart.lying ? values : names,
    yAxis: chart.lying ? names : values,
    series: chart.series.map(series),
  };
}

function draw(place) {
  const chart = JSON.parse(place.dataset.chart);
  if (chart.lying) place.style.height = `${80 + chart.categories.length * 32}px`;
  const drawing = window.echarts.init(place, null, { renderer: "svg" });
  const show = () => {
    drawing.setOption(options(chart, place.clientWidth < NARROW), true);
    // Paper is narrower than a desk: with this the style sheet can shrink what is drawn.
    place.querySelector("svg").setAttribute("viewBox", `0 0 ${drawing.getWidth()} ${drawing.getHeight()}`);
  };
  show();
  new ResizeObserver(() => { drawing.resize(); show(); }).observe(place);
}

document.querySelectorAll("[data-chart]").forEach(draw);
