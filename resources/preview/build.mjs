// Bundles MathJax and our entry into one script, mathjax.js, that needs nothing but an ECMAScript 2016 engine.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

// MathJax's own module is replaced, not patched: its class is used by name all over the library.
const replaceAttributes = {
  name: "replace-attributes",
  setup(builder) {
    builder.onLoad({ filter: /mathjax-full[\\/]js[\\/]core[\\/]MmlTree[\\/]Attributes\.js$/ }, async () => ({
      contents: await readFile(here("attributes.js"), "utf8"),
      loader: "js",
    }));
  },
};

await build({
  entryPoints: [here("entry.js")],
  outfile: here("mathjax.js"),
  bundle: true,
  minify: true,
  format: "iife",
  platform: "neutral",
  target: "es2016", // the newest that Qt's JavaScript engine knows
  banner: { js: "/* Contains MathJax 3.2.2, Apache-2.0 */" },
  legalComments: "none",
  plugins: [replaceAttributes],
});
