// An argument that asks for work without end is refused where MathJax would take it at its word. To be imported before
// the package of environments, which keeps the functions that it finds.
import { AmsMethods } from "mathjax-full/js/input/tex/ams/AmsMethods.js";
import TexErrorModule from "mathjax-full/js/input/tex/TexError.js";

const MOST_COLUMNS = 100; // pairs of them; a page has room for ten

const TexError = TexErrorModule.default || TexErrorModule;
const alignAt = AmsMethods.AlignAt;

AmsMethods.AlignAt = (parser, begin, isNumbered, isTaggable) => {
  const name = `\\begin{${begin.getName()}}`;
  const start = parser.i;
  if (!isTaggable) {
    parser.GetBrackets(name);
  }
  if (Number(parser.GetArgument(name)) > MOST_COLUMNS) {
    throw new TexError("TooLarge", "Argument to %1 is too large to be drawn", name);
  }
  parser.i = start;
  return alignAt(parser, begin, isNumbered, isTaggable);
};
