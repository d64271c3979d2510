/** The page's line icons on a 20×20 grid, in the color of the surrounding text. */

const PATHS = {
  menu: "M3 5h14M3 10h14M3 15h14",
  close: "M5 5l10 10M15 5 5 15",
  help: "M7.500 7.500a2.500 2.500 0 1 1 3.600 2.300c-.8.400-1.100.9-1.100 1.700M10 14.500v.01M10 18a8 8 0 1 0 0-16 8 8 0 0 0 0 16",
  person: "M10 10a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7M3.500 17c.8-3 3.300-4.500 6.500-4.500s5.700 1.500 6.500 4.500",
  code: "M7 6l-4 4 4 4M13 6l4 4-4 4",
  slash: "M12.500 3.500l-5 13",
  send: "M3 10 17 3.500 13.500 17 9.500 11.500zM9.500 11.500 17 3.500",
  hash: "M8 3 6.500 17M13.500 3 12 17M3.500 7.500h13.500M3 12.500h13.500",
  eye: "M2 10s3-5.500 8-5.500 8 5.500 8 5.500-3 5.500-8 5.500S2 10 2 10M10 12.300a2.300 2.300 0 1 0 0-4.600 2.300 2.300 0 0 0 0 4.600",
  ear: "M6 8.500a4 4 0 1 1 8 0c0 3-3 3.500-3 6a2.200 2.200 0 0 1-4.200.8M8.500 9a1.600 1.600 0 1 1 2.800 1",
  sun: "M10 13.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7M10 2v1.500M10 16.500V18M2 10h1.500M16.500 10H18M4.300 4.300l1.100 1.100M14.600 14.600l1.100 1.100M4.300 15.700l1.100-1.100M14.600 5.400l1.100-1.100",
  moon: "M16.500 12A7 7 0 0 1 8 3.500 7 7 0 1 0 16.500 12",
  huddle: "M3.500 13v-3a6.500 6.500 0 0 1 13 0v3M3.500 12h2.500v4.500H4.500a1 1 0 0 1-1-1zM16.500 12H14v4.500h1.500a1 1 0 0 0 1-1z",
  quiet: "M8.300 16.500a1.800 1.800 0 0 0 3.400 0M6 6.200C5.500 7 5.300 8 5.300 9c0 3-1.300 4-1.800 5H13M8 4.200c2.700-1.200 6.700.2 6.700 4.800 0 1.300.3 2.200.6 2.900M3.500 3.500l13 13",
  forward: "M4 5l6 5-6 5zM11 5l6 5-6 5z",
  more: "M5 10h.01M10 10h.01M15 10h.01",
  save: "M10 3v9M6.500 8.500 10 12l3.500-3.500M4 16.500h12",
  back: "M12 4l-6 6 6 6",
};

/** An icon, hidden from screen readers. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 20 20", class: "icon", "aria-hidden": "true" })) {
    svg.setAttribute(key, value);
  }
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** Adds icons to the buttons in index.html that have a data-icon. */
export function decorate() {
  for (const button of document.querySelectorAll("[data-icon]")) {
    button.prepend(icon(button.dataset.icon));
  }
}
