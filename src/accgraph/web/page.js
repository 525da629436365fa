"use strict";

// The page of "accgraph serve": the saved questions above, YASGUI below. Everything comes from this server.

const PARAMETER = "parameter-";

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function say(text, isError) {
  const said = document.getElementById("said");
  said.textContent = text;
  said.className = isError ? "error" : "";
}

function showParameters(question) {
  const place = document.getElementById("parameters");
  place.replaceChildren();
  for (const parameter of question.parameters) {
    const id = PARAMETER + parameter.name;
    const options = { id, name: parameter.name, title: parameter.description, required: parameter.required };
    const field = parameter.choices.length
      ? element("select", options, element("option", { value: "" }, "any"),
          ...parameter.choices.map((choice) => element("option", { value: choice }, choice)))
      : element("input", { ...options, placeholder: parameter.description, value: parameter.default || "" });
    place.append(element("label", { htmlFor: id }, parameter.name), field);
  }
  say(question.question, false);
}

async function ask(yasgui, form) {
  const values = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (value) values.append(name, value);
  }
  const response = await fetch("/bound?" + values.toString());
  const text = await response.text();
  if (!response.ok) {
    say(text, true);
    return;
  }
  const tab = yasgui.getTab();
  tab.setQuery(text);
  tab.query();
}

async function start() {
  const endpoint = new URL("/query", window.location.href).href;
  Yasgui.Yasqe.defaults.autocompleters = [];
  const yasgui = new Yasgui(document.getElementById("yasgui"), {
    requestConfig: { endpoint, method: "POST" },
    copyEndpointOnNewTab: true,
    persistenceId: "accgraph",
  });
  yasgui.getTab().setEndpoint(endpoint);

  const questions = await (await fetch("/catalogue.json")).json();
  const choice = document.getElementById("name");
  for (const question of questions) {
    choice.append(element("option", { value: question.name }, question.summary));
  }
  const chosen = () => questions.find((question) => question.name === choice.value);
  choice.addEventListener("change", () => showParameters(chosen()));
  showParameters(chosen());
  const form = document.getElementById("question");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(yasgui, form).catch((error) => say(String(error), true));
  });
}

start().catch((error) => say(String(error), true));
