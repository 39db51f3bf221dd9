// Typesets in Node.js: one JSON object a line in, {"latex", "inline"}; one a line out, {"result"} or {"error"}.
// Usage: node serve.cjs mathjax.js tex2svg|tex2mml < questions > answers
const { readFileSync, writeSync } = require("node:fs");
const { createInterface } = require("node:readline");
const { runInThisContext } = require("node:vm");

runInThisContext(readFileSync(process.argv[2], "utf8"), { filename: "mathjax.js" });

createInterface({ input: process.stdin }).on("line", (line) => {
  const { latex, inline } = JSON.parse(line);
  let answer;
  try {
    answer = { result: globalThis[process.argv[3]](latex, inline) };
  } catch (error) {
    answer = { error: error.message };
  }
  // written at once, so that the reader knows how far a process came that hangs later
  writeSync(1, `${JSON.stringify(answer)}\n`);
});
