// Makes MathJax's SVG drawable by engines that know neither style sheets nor an <svg> inside an <svg>, as QtSvg.
import { SVGmo } from "mathjax-full/js/output/svg/Wrappers/mo.js";
import { SVGmtable } from "mathjax-full/js/output/svg/Wrappers/mtable.js";

// Extenders overlap the pieces they join by this much, in em, so that no hairline of paper shows between them.
const OVERLAP = 0.1;

// MathJax clips a stretched extender glyph with a nested <svg>; here the glyph is scaled to just the gap.
SVGmo.prototype.addExtV = function (glyph, variant, height, depth, top, bottom, width) {
  if (!glyph) {
    return;
  }
  const [h, d, w] = this.getChar(glyph, variant);
  const low = Math.max(0, bottom - OVERLAP) - depth;
  const gap = height - Math.max(0, top - OVERLAP) - low;
  if (gap <= 0) {
    return;
  }
  const scale = gap / (h + d);
  const x = this.fixed((width - w) / 2);
  const y = this.fixed(low + d * scale);
  const group = this.svg("g", { transform: `translate(${x} ${y}) scale(1 ${scale.toFixed(4)})` });
  this.addGlyph(glyph, variant, 0, 0, group);
  this.adaptor.append(this.element, group);
};

// Lowest and highest y of each bar of a glyph's outline, which is written in absolute commands; 1000 units are 1 em.
function barsOf(outline) {
  // MathJax keeps outlines without their first M
  return `M${outline}`.match(/M[^M]*/g).map((bar) => {
    const heights = [];
    for (const part of bar.match(/[A-Z][^A-Z]*/g)) {
      const numbers = (part.match(/-?[\d.]+/g) || []).map(Number);
      if (part[0] === "V") {
        heights.push(...numbers);
      } else if (part[0] !== "H") {
        heights.push(...numbers.filter((number, i) => i % 2 === 1));
      }
    }
    return [Math.min(...heights), Math.max(...heights)];
  });
}

// Horizontal extenders are one bar or several, so rectangles as high as these bars will do.
SVGmo.prototype.addExtH = function (glyph, variant, width, left, right, x = 0) {
  if (!glyph) {
    return;
  }
  const start = Math.max(0, left - OVERLAP);
  const length = width - start - Math.max(0, right - OVERLAP);
  if (length <= 0) {
    return;
  }
  const place = { x: this.fixed(x + start), width: this.fixed(length) };
  for (const [low, high] of barsOf(this.getChar(glyph, variant)[3].p)) {
    const bar = this.svg("rect", Object.assign({ y: low, height: high - low }, place));
    this.adaptor.append(this.element, bar);
  }
};

// What MathJax leaves to its style sheet: width and dashes of the rules of tables.
SVGmtable.prototype.setLineThickness = function (thickness, style, properties) {
  properties["stroke-width"] = this.fixed(thickness);
  properties.fill = "none";
  if (style === "dashed") {
    properties["stroke-dasharray"] = this.fixed(2 * thickness);
  } else if (style === "dotted") {
    properties["stroke-linecap"] = "round";
    properties["stroke-dasharray"] = `0,${this.fixed(2 * thickness)}`;
  }
  return properties;
};
