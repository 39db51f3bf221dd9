// Defines tex2svg and tex2mml, the two functions that the app's preview and the training pictures are made with.
// Both throw an Error with MathJax's message where the LaTeX is wrong; they keep nothing between calls.
import { mathjax } from "mathjax-full/js/mathjax.js";
import { liteAdaptor } from "mathjax-full/js/adaptors/liteAdaptor.js";
import { STATE } from "mathjax-full/js/core/MathItem.js";
import { SerializedMmlVisitor } from "mathjax-full/js/core/MmlTree/SerializedMmlVisitor.js";
import { RegisterHTMLHandler } from "mathjax-full/js/handlers/html.js";
import { TeX } from "mathjax-full/js/input/tex.js";
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
import { macros } from "./macros.js";
import "./svg-without-css.js";

const packages = [
  "base", "ams", "amscd", "boldsymbol", "braket", "cancel", "centernot", "color", "configmacros", "enclose",
  "extpfeil", "gensymb", "mathtools", "mhchem", "textcomp", "textmacros", "unicode", "upgreek",
];

const fail = (error) => {
  throw new Error(error.message);
};

const adaptor = liteAdaptor();
RegisterHTMLHandler(adaptor);
const page = mathjax.document("", {
  InputJax: new TeX({ packages, macros, formatError: (jax, error) => fail(error) }),
  OutputJax: new SVG({ fontCache: "none" }), // glyphs drawn in place: <use> costs more than it saves
  compileError: (document, item, error) => fail(error),
  typesetError: (document, item, error) => fail(error),
});
const visitor = new SerializedMmlVisitor();

// A starred tag goes without parentheses, which a macro cannot tell.
const prepare = (latex) => latex.replace(/\\tag\s*\*/g, "\\qquad\\text");

globalThis.tex2svg = (latex, inline) => {
  const container = page.convert(prepare(latex), { display: !inline });
  return adaptor.outerHTML(adaptor.firstChild(container)).replace(/<path [^>]*\bd=""[^>]*><\/path>/g, "");
};

globalThis.tex2mml = (latex) => {
  const root = page.convert(prepare(latex), { display: true, end: STATE.CONVERT });
  return visitor.visitTree(root).replace(/ data-mjx-[\w-]+="[^"]*"/g, "");
};
