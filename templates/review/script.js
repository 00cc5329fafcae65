"use strict";
const clusters = [...document.querySelectorAll(".cluster")];
const texts = clusters.map((cluster) => cluster.querySelector("summary").textContent.toLowerCase());
const filter = document.getElementById("filter");
if (filter) {
  const shown = document.getElementById("shown");
  const show = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    clusters.forEach((cluster, n) => {
      cluster.hidden = !words.every((word) => texts[n].includes(word));
      count += cluster.hidden ? 0 : 1;
    });
    shown.textContent = words.length ? `${count} of ${clusters.length}` : "";
  };
  const all = (open) => () => clusters.forEach((cluster) => {
    if (!cluster.hidden) cluster.open = open;
  });
  filter.addEventListener("input", show);
  document.getElementById("expand").addEventListener("click", all(true));
  document.getElementById("collapse").addEventListener("click", all(false));
  document.getElementById("tools").hidden = false;
}
