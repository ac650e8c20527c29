// Charts: <div class="chart" data-chart='{echarts options}'>. Colours follow light and dark.
(function () {
  "use strict";
  const palette = ["#2f66e8", "#1f9d8a", "#e39a1f", "#c2483f", "#8258c9", "#5b6882"];
  const drawn = [];
  const written = (value) => (typeof value === "number" ? value.toLocaleString("en-US") : value ?? "—");
  function draw(box) {
    const style = getComputedStyle(document.documentElement);
    const ink = style.getPropertyValue("--app-ink-2").trim(), line = style.getPropertyValue("--app-line").trim();
    const axis = { axisLabel: { color: ink }, axisLine: { lineStyle: { color: line } }, splitLine: { lineStyle: { color: line } } };
    const options = JSON.parse(box.dataset.chart);
    ["xAxis", "yAxis"].forEach((name) => { if (options[name]) options[name] = [].concat(options[name]).map((each) => ({ ...axis, ...each })); });
    // One bar alone must not fill the page.
    options.series?.forEach((each) => { if (each.type === "bar") each.barMaxWidth ??= 36; });
    // Figures stand as the axis writes them: 1,020.
    options.series?.forEach((each) => { if (each.label?.show) each.label.formatter ??= ({ value }) => written(value); });
    const chart = echarts.getInstanceByDom(box) || echarts.init(box);
    chart.setOption({
      color: palette, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: ink },
      grid: { left: 8, right: 16, top: options.legend ? 36 : 16, bottom: 8, containLabel: true },
      animationDuration: 300, ...options,
      tooltip: { trigger: options.xAxis ? "axis" : "item", confine: true, valueFormatter: written, ...options.tooltip },
      ...(options.legend ? { legend: { top: 0, type: "scroll", textStyle: { color: ink }, ...options.legend } } : {}),
    }, true);
    if (!drawn.includes(box)) { drawn.push(box); new ResizeObserver(() => chart.resize()).observe(box); }
  }
  document.addEventListener("chart", (event) => draw(event.detail));
  document.addEventListener("themechange", () => drawn.forEach(draw));
  document.querySelectorAll("[data-chart]").forEach(draw);
})();
