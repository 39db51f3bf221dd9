// Defines tex2svg and tex2mml, the two functions that the app's preview and the training pictures are made with.
// Both throw an Error: named TexError with MathJax's message where the LaTeX is wrong, TooLargeError where its picture
// would be beyond all measure. Each formula is typeset as if it were the first.
import "./limits.js";
import { mathjax } from "mathjax-full/js/mathjax.js";
import { liteAdaptor } from "mathjax-full/js/adaptors/liteAdaptor.js";
import { STATE } from "mathjax-full/js/core/MathItem.js";
import { SerializedMmlVisitor } from "mathjax-full/js/core/MmlTree/SerializedMmlVisitor.js";
import { RegisterHTMLHandler } from "mathjax-full/js/handlers/html.js";
import { TeX } from "mathjax-full/js/input/tex.js";
import { NoTags, TagsFactory } from "mathjax-full/js/input/tex/Tags.js";
import { SVG } from "mathjax-full/js/output/svg.js";
import "mathjax-full/js/input/tex/base/BaseConfiguration.js";
import "mathjax-full/js/input/tex/ams/AmsConfiguration.js";
import "mathjax-full/js/input/tex/amscd/AmsCdConfiguration.js";
import "mathjax-full/js/input/tex/boldsymbol/BoldsymbolConfiguration.js";
import "mathjax-full/js/input/tex/braket/BraketConfiguration.js";
import "mathjax-full/js/input/tex/cancel/CancelConfiguration.js";
import "mathjax-full/js/input/tex/centernot/CenternotConfiguration.js";
import "mathjax-full/js/input/tex/color/ColorConfiguration.js";
import "mathjax-full/js/input/tex/configmacros/ConfigMacrosConfiguration.js";
import "mathjax-full/js/input/tex/enclose/EncloseConfiguration.js";
import "mathjax-full/js/input/tex/extpfeil/ExtpfeilConfiguration.js";
import "mathjax-full/js/input/tex/gensymb/GensymbConfiguration.js";
import "mathjax-full/js/input/tex/mathtools/MathtoolsConfiguration.js";
import "mathjax-full/js/input/tex/mhchem/MhchemConfiguration.js";
import "mathjax-full/js/input/tex/textcomp/TextcompConfiguration.js";
import "mathjax-full/js/input/tex/textmacros/TextMacrosConfiguration.js";
import "mathjax-full/js/input/tex/unicode/UnicodeConfiguration.js";
import "mathjax-full/js/input/tex/upgreek/UpgreekConfiguration.js";
import { cleanPicture, cleanTree } from "./clean.js";
import { macros } from "./macros.js";
import "./svg-without-css.js";

const packages = [
  "base", "ams", "amscd", "boldsymbol", "braket", "cancel", "centernot", "color", "configmacros", "enclose",
  "extpfeil", "gensymb", "mathtools", "mhchem", "textcomp", "textmacros", "unicode", "upgreek",
];

const fail = (error) => {
  const told = new Error(error.message);
  told.name = error.id ? "TexError" : error.name; // MathJax's own errors alone have an id
  throw told;
};

class PlainVisitor extends SerializedMmlVisitor {
  getDataAttributes() {
    return {}; // notes of MathJax to itself
  }

  visitMglyphNode(node, space) {
    return `${space}<mrow></mrow>`; // a picture of elsewhere
  }
}

const adaptor = liteAdaptor();
RegisterHTMLHandler(adaptor);
const output = new SVG({ fontCache: "none" }); // glyphs drawn in place: <use> costs more than it saves
const visitor = new PlainVisitor();

// A page for one formula. Labels, operators, colors, delimiters and forms of tags that a formula defines go with it.
// Measured: 1.5 ms, on two busy cores.
const newPage = () => {
  const input = new TeX({ packages, macros, formatError: (jax, error) => fail(error) });
  TagsFactory.add(input.parseOptions.options.tags, NoTags); // else each page is kept by its name, for ever
  output.unknownCache.clear();
  return mathjax.document("", {
    InputJax: input,
    OutputJax: output,
    compileError: (document, item, error) => fail(error),
    typesetError: (document, item, error) => fail(error),
  });
};

// A starred tag goes without parentheses, which a macro cannot tell.
const prepare = (latex) => latex.replace(/\\tag\s*\*/g, "\\qquad\\text");

globalThis.tex2svg = (latex, inline) => {
  const picture = adaptor.firstChild(newPage().convert(prepare(latex), { display: !inline }));
  cleanPicture(picture);
  return adaptor.outerHTML(picture).replace(/<path [^>]*\bd=""[^>]*><\/path>/g, "");
};

globalThis.tex2mml = (latex) => {
  const root = newPage().convert(prepare(latex), { display: true, end: STATE.CONVERT });
  cleanTree(root);
  return visitor.visitTree(root);
};
