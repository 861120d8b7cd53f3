const SVG = "http://www.w3.org/2000/svg";

/** Outlines on a 24 by 24 grid. */
const OUTLINES = {
  back: "M15 5l-7 7 7 7",
  calendar: "M4 6.5h16v13H4zM4 10.5h16M8.5 3.5v4M15.5 3.5v4",
  check: "M5 12.5l4.5 4.5L19 7.5",
  clock: "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 7.5V12l3 2",
  close: "M6 6l12 12M18 6L6 18",
  down: "M6 9.5l6 6 6-6",
  edit: "M4.5 19.5l1-4L16 5l3 3L8.5 18.5zM13.5 7.5l3 3",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6z",
  file: "M6 3.5h8l4 4v13H6zM14 3.5v4h4",
  hash: "M9.5 4l-2 16M16.5 4l-2 16M4.5 9h16M3.5 15h16",
  home: "M4 11l8-7 8 7M6 9.5V20h12V9.5M10 20v-5.5h4V20",
  menu: "M4 7h16M4 12h16M4 17h16",
  more: "M5.5 12h.01M12 12h.01M18.5 12h.01",
  reply: "M4 5.5h16v10.5h-8.5L7 20v-4H4z",
  send: "M4.5 12L20 4.5 15 20l-3.5-6.5zM11.5 13.5L20 4.5",
  skip: "M5 6l7 6-7 6zM12 6l7 6-7 6z",
  sunrise: "M3 18.5h18M6.5 18.5a5.5 5.5 0 0 1 11 0M12 4v4.5M4.5 9.5l2 2M19.5 9.5l-2 2",
  trash: "M5 7h14M9.5 7V4.5h5V7M7 7l1 12.5h8L17 7",
  userBack: "M10 4.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM3.5 19.5c0-3.5 2.5-5.5 6.5-5.5s6.5 2 6.5 5.5M18.5 7v6M15.5 10h6",
  userGone: "M10 4.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM3.5 19.5c0-3.5 2.5-5.5 6.5-5.5s6.5 2 6.5 5.5M15.5 10h6",
  warning: "M12 4.5l8.5 15h-17zM12 10v4M12 16.8h.01",
};

/**
 * A decorative drawing: hidden from assistive technology, its control carries the name.
 * @param {keyof typeof OUTLINES} name
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", OUTLINES[name]);
  svg.append(path);
  return svg;
}
