// What may leave: attributes that say how something looks, in plain values. LaTeX can bring links, scripts, styles and
// pictures of elsewhere along (\ref, \mmlToken{mi}[href="javascript:…"]{x}, \mmlToken{mglyph}[src="…"]{}); what is not
// listed here stays away from whoever opens a copy of the formula.

const listed = (names) => new Set(names.split(" "));

const SHAPES = listed("svg g path rect line polygon ellipse text");
const SHAPE_ATTRIBUTES = listed(
  "xmlns width height role focusable viewBox preserveAspectRatio transform d x y x1 x2 y1 y2 cx cy rx ry points " +
    "fill stroke stroke-width stroke-dasharray stroke-linecap stroke-linejoin font-family font-size font-style font-weight"
);
const MATH_ATTRIBUTES = listed(
  "xmlns display mathvariant mathsize mathcolor mathbackground displaystyle scriptlevel stretchy fence separator form " +
    "lspace rspace symmetric largeop movablelimits accent accentunder minsize maxsize width height depth voffset " +
    "linethickness bevelled numalign denomalign align columnalign rowalign columnspacing rowspacing columnlines rowlines " +
    "columnwidth frame framespacing equalrows equalcolumns side minlabelspacing notation subscriptshift superscriptshift"
);
const COLORS = listed("fill stroke mathcolor mathbackground");
const COLOR = /^(#[\da-f]{3,8}|[a-z]+|rgba?\([\d\s.,%]+\))$/i;
const PLAIN = /^[\w\s.,%#()|*'+-]*$/;
const OURS = { xmlns: true }; // written by MathJax alone, with the colon of an address

// A number of seven digits before the point, a thousand em, or none at all.
const ENDLESS = /NaN|Infinity|e\+|(?:^|[^.\d])\d{7}/;
const MEASURED = listed("viewBox transform x y x1 x2 y1 y2 cx cy rx ry points width height stroke-width");

const isPlain = (name, value) => OURS[name] || (COLORS.has(name) ? COLOR : PLAIN).test(String(value));

const keepListed = (attributes, allowed) => {
  for (const name of Object.keys(attributes)) {
    if (!allowed.has(name) || !isPlain(name, attributes[name])) {
      delete attributes[name];
    }
  }
};

export class TooLargeError extends Error {
  constructor() {
    super("too large");
    this.name = "TooLargeError";
  }
}

// A group that says nothing of what is in it. MathJax makes one for each node, and Qt draws no more than 32 in each other.
const isBare = (node) => node.kind === "g" && Object.keys(node.attributes).length === 0;

// Cleans a picture in place; throws where something in it is larger or farther away than any formula's.
export function cleanPicture(node) {
  const { attributes } = node;
  keepListed(attributes, SHAPE_ATTRIBUTES);
  for (const name of Object.keys(attributes)) {
    if (MEASURED.has(name) && ENDLESS.test(attributes[name])) {
      throw new TooLargeError();
    }
  }
  const children = [];
  for (const child of node.children) {
    if (child.kind === "#text") {
      children.push(child);
    } else if (child.kind !== "image" && child.attributes["data-hitbox"] === undefined) {
      if (!SHAPES.has(child.kind)) {
        child.kind = "g"; // <a>, around what is linked
      }
      cleanPicture(child);
      children.push(...(isBare(child) ? child.children : [child]));
    }
  }
  children.forEach((child) => (child.parent = node));
  node.children = children;
}

// Cleans a tree of MathML in place.
export function cleanTree(root) {
  root.walkTree((node) => node.attributes && keepListed(node.attributes.getAllAttributes(), MATH_ATTRIBUTES));
}
