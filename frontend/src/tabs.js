// Rooms of the page: one is shown at a time.

import { at, el } from "./element.js";
import { tell } from "./state.js";

const TABS = [["engagement", "Engagement"], ["claims", "Claims"], ["compare", "Compare"], ["chase", "Chase"]];

export function makeTabs() {
  at("tabs").append(...TABS.map(([id, words]) => el("button", { type: "button", role: "tab", id: `tab-${id}`, "aria-selected": String(id === "engagement"), "aria-controls": id === "engagement" ? "centre" : id, onclick: () => open(id) }, words)));
}

export function open(id) {
  at("room").dataset.tab = id;
  for (const tab of at("tabs").children) tab.setAttribute("aria-selected", String(tab.id === `tab-${id}`));
  tell("tab", id);
}
