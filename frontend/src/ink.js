// Colours of the project (Okabe and Ito 2008): told apart by colour-blind readers; each kind has a shape as well.

export const INK = {
  warhead: "#d55e00",
  missile: "#d55e00",
  threat: "#d55e00",
  stage: "#8c8c8c",
  debris: "#bebebe",
  decoy: "#e69f00",
  interceptor: "#0072b2",
  "kill vehicle": "#56b4e9",
  battery: "#0072b2",
  radar: "#009e73",
  satellite: "#009e73",
  sensor: "#009e73",
};

export const ink = (kind) => INK[kind] ?? "#666666";
