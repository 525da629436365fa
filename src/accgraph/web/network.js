"use strict";
// Shows the graph that the page carries; nothing is fetched from anywhere.
const given = JSON.parse(document.getElementById("graph").textContent);
const byId = (id) => document.getElementById(id);
const weights = given.elements.edges.map((edge) => Math.abs(edge.data.weight));
const widest = Math.max(0, ...weights);
const even = weights.every((weight) => weight === widest);
const network = cytoscape({
  container: byId("network"),
  elements: given.elements,
  layout: given.columns ? { name: "preset", fit: true, padding: 40 } : {
    name: given.elements.nodes.length > 1500 ? "concentric" : "cose", animate: false, fit: true,
    padding: 40, randomize: false, nodeDimensionsIncludeLabels: true, componentSpacing: 60,
    nodeRepulsion: () => 400000, idealEdgeLength: () => 90, nodeOverlap: 20, gravity: 0.6, numIter: 2000 },
  minZoom: 0.05,
  maxZoom: 5,
  style: [
    { selector: "node", style: {
      label: "data(label)", width: 14, height: 14, "background-color": "#444", color: "#111",
      "font-size": 11, "text-wrap": "wrap", "text-max-width": 220, "text-valign": "center",
      "text-halign": "right", "text-margin-x": 4, "min-zoomed-font-size": 5,
      "text-background-color": "#fff", "text-background-opacity": 0.7 } },
    { selector: "node[mode = 'concept']", style: { shape: "square" } },
    { selector: "node[place = 'left']", style: { "text-halign": "left", "text-margin-x": -4 } },
    { selector: "node[colour]", style: { "background-color": "data(colour)" } },
    { selector: "edge", style: {
      width: (edge) => even ? 1.5 : 1 + 5 * Math.abs(edge.data("weight")) / widest, "line-color": "data(colour)",
      "target-arrow-color": "data(colour)", "curve-style": given.multiple ? "bezier" : "haystack", opacity: 0.75 } },
    { selector: "edge[line]", style: { "line-style": "data(line)" } },
    ...(given.directed ? [{ selector: "edge", style: { "target-arrow-shape": "triangle" } }] : []),
    { selector: ".hidden", style: { display: "none" } },
    { selector: ".faded", style: { opacity: 0.12 } },
    { selector: ":selected", style: { "overlay-color": "#E69F00", "overlay-opacity": 0.35, "overlay-padding": 4 } },
  ],
});

const off = new Set();
function sift() {
  const least = Number(byId("weight").value);
  network.batch(() => {
    network.edges().forEach((edge) => {
      const out = Math.abs(edge.data("weight")) < least || off.has(edge.data("side"));
      edge.toggleClass("hidden", out);
    });
    network.nodes().forEach((node) => {
      const alone = node.connectedEdges().every((edge) => edge.hasClass("hidden"));
      node.toggleClass("hidden", byId("alone").checked && alone);
    });
  });
  document.querySelector("output").value = least;
  const count = (all) => `${all.filter((one) => !one.hasClass("hidden")).length} of ${all.length}`;
  byId("shown").textContent = `${count(network.nodes())} nodes, ${count(network.edges())} ties${given.when}`;
}

function describe(element) {
  const details = byId("details");
  const heading = document.createElement("h2");
  heading.textContent = element.isNode()
    ? element.data("label")
    : `${element.source().data("label")} ${given.directed ? "\u2192" : "\u2013"} ${element.target().data("label")}`;
  const list = document.createElement("dl");
  for (const [name, value] of element.data("facts")) {
    const term = document.createElement("dt");
    term.textContent = name;
    const text = document.createElement("dd");
    text.textContent = value;
    list.append(term, text);
  }
  details.replaceChildren(heading, list);
  details.hidden = false;
  network.resize();
}

function focus(node) {
  network.elements().addClass("faded");
  node.closedNeighborhood().removeClass("faded");
}

network.on("select", (event) => describe(event.target));
network.on("tap", "node", (event) => focus(event.target));
network.on("tap", (event) => {
  if (event.target === network) {
    network.elements().removeClass("faded").unselect();
    byId("details").hidden = true;
    network.resize();
  }
});

for (const [name, colour, line] of given.sides) {
  const label = document.createElement("label");
  const box = document.createElement("input");
  const sample = document.createElement("i");
  box.type = "checkbox";
  box.checked = true;
  box.addEventListener("change", () => {
    off[box.checked ? "delete" : "add"](name);
    sift();
  });
  sample.style.borderTopColor = colour;
  sample.style.borderTopStyle = line;
  label.append(box, sample, name);
  byId("sides").append(label);
}
for (const node of given.elements.nodes) {
  const option = document.createElement("option");
  option.value = node.data.label;
  byId("names").append(option);
}
const weight = byId("weight");
weight.max = widest;
weight.step = Number.isInteger(widest) ? 1 : widest / 100;
byId("least").hidden = even;
weight.addEventListener("input", sift);
byId("alone").addEventListener("change", sift);
byId("find").addEventListener("change", () => {
  const found = network.nodes().filter((node) => node.data("label") === byId("find").value);
  network.elements().unselect();
  if (found.length) {
    found.select();
    focus(found);
    network.animate({ center: { eles: found }, zoom: 1.2 });
  }
});
byId("whole").addEventListener("click", () => {
  network.elements().removeClass("faded").unselect();
  byId("details").hidden = true;
  network.resize();
  network.fit(undefined, 40);
});
byId("save").addEventListener("click", () => {
  const link = document.createElement("a");
  link.download = "network.png";
  link.href = network.png({ full: true, scale: 2, bg: "#fff" });
  link.click();
});
sift();
