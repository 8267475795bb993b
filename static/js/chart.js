// Draws [data-chart] (see matchmaker/web/charts.py) as SVG with ECharts; the table beside it says the same in words.

const css = getComputedStyle(document.documentElement);
const colour = (name) => css.getPropertyValue(name).trim();
const PALETTE = ["--brand", "--accent", "--info", "--good", "--warn"].map(colour);
const SHAPES = ["circle", "rect", "triangle", "diamond", "pin"];
const NARROW = 480;
const PAPER = { width: 680, height: 220 }; // what A4 holds between its margins, in CSS pixels, with its table beneath

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
  const height = 80 + chart.categories.length * 32;
  if (chart.lying) place.style.height = `${height}px`;
  const drawing = window.echarts.init(place, null, { renderer: "svg" });
  const show = () => {
    drawing.setOption(options(chart, place.clientWidth < NARROW), true);
    // Paper is narrower than a desk: with this the style sheet can shrink what is drawn.
    place.querySelector("svg").setAttribute("viewBox", `0 0 ${drawing.getWidth()} ${drawing.getHeight()}`);
  };
  show();
  const fit = ({ width, height: paper }) => {
    drawing.resize({ width: width ?? "auto", height: chart.lying ? height : paper ?? "auto" });
    show();
  };
  new ResizeObserver(() => { if (!matchMedia("print").matches) fit({}); }).observe(place);
  // Drawn anew for paper: a desk's drawing would come out with letters too small to read.
  window.addEventListener("beforeprint", () => fit(PAPER));
  window.addEventListener("afterprint", () => fit({}));
}

document.querySelectorAll("[data-chart]").forEach(draw);
