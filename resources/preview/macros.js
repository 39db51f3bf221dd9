// LaTeX commands that MathJax lacks or that it can only number, label or measure with a page around the formula.

const nothing = "";

export const macros = {
  // tags stand beside the formula, since there is no line for them to stand at the end of
  tag: ["\\qquad\\text{(#1)}", 1],
  nonumber: nothing,
  notag: nothing,
  protect: nothing,
  boldmath: nothing,
  unboldmath: nothing,
  vspace: [nothing, 1],
  footnotesize: nothing,
  smallskip: nothing,
  medskip: nothing,
  bigskip: nothing,
  "/": nothing, // italic correction
  "-": nothing, // hyphenation point
  enskip: "\\hspace{0.5em}",
  sp: "^",
  sb: "_",
  // text symbols that TeX also accepts between dollars
  dag: "\\dagger",
  ddag: "\\ddagger",
  slash: "/",
  P: "¶",
  pounds: "£",
  l: "ł",
  L: "Ł",
  o: "ø",
  O: "Ø",
  aa: "å",
  AA: "Å",
  ae: "æ",
  AE: "Æ",
  i: "\\imath",
  j: "\\jmath",
  // fonts and symbols of packages that MathJax does not have
  bm: ["\\boldsymbol{#1}", 1],
  mathds: ["\\mathbb{#1}", 1],
  mathbbm: ["\\mathbb{#1}", 1],
  iddots: "\\mathinner{\\unicode{x22F0}}",
  textnormal: ["\\textrm{#1}", 1],
  emph: ["\\textit{#1}", 1],
  textsl: ["\\textit{#1}", 1],
  sl: "\\it",
  em: "\\it",
  mit: nothing,
  joinrel: "\\mathrel{\\mkern-3mu}",
  relbar: "\\mathrel{-}",
  operatornamewithlimits: ["\\operatorname*{#1}", 1],
  euro: "\\text{€}",
  textcircled: ["\\enclose{circle}{\\scriptstyle\\mathrm{#1}}", 1],
  // boxes
  raisebox: ["\\raise #1{#2}", 2],
  lefteqn: ["\\rlap{#1}", 1],
  multicolumn: ["#3", 3],
};
