// Every formula of derivations.jsonl in KaTeX, strict, and in MathJax with the packages that a page loads by itself.
const fs = require('fs');
const katex = require('katex');
const { mathjax } = require('mathjax-full/js/mathjax.js');
const { TeX } = require('mathjax-full/js/input/tex.js');
const { liteAdaptor } = require('mathjax-full/js/adaptors/liteAdaptor.js');
const { RegisterHTMLHandler } = require('mathjax-full/js/handlers/html.js');
const { STATE } = require('mathjax-full/js/core/MathItem.js');
require('mathjax-full/js/input/tex/AllPackages.js');

RegisterHTMLHandler(liteAdaptor());
const InputJax = new TeX({ packages: ['base', 'ams'], formatError(_, error) { throw error; } });
const page = mathjax.document('', { InputJax });

const FORMULA = /\$\$([^]+?)\$\$|\\\[([^]+?)\\\]|(\\begin\{align\*\}[^]+?\\end\{align\*\})|\$((?:[^$\\]|\\.)+?)\$/g;
const rows = fs.readFileSync('derivations.jsonl', 'utf8').trim().split('\n').map((line) => JSON.parse(line));
const formulas = new Map();
const add = (source, about) => formulas.set(`${about.display} ${source}`, { source, ...about });
const visit = (value, problem) => {
  if (value === null || typeof value !== 'object') return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'latex' && typeof inner === 'string') add(inner, { problem, form: 'json', display: true });
    else visit(inner, problem);
  }
};
for (const { problem, json, ...forms } of rows) {
  visit(JSON.parse(json), problem);
  for (const [form, text] of Object.entries(forms)) {
    for (const [, ...kinds] of text.matchAll(FORMULA)) {
      add(kinds.find((kind) => kind !== undefined), { problem, form, display: kinds[3] === undefined });
    }
  }
}
const bad = [];
for (const { problem, form, source, display } of formulas.values()) {
  try {
    katex.renderToString(source, { throwOnError: true, strict: 'error', displayMode: display });
    page.convert(source, { display, end: STATE.CONVERT });
  } catch (error) {
    bad.push(`${form} of ${problem}: ${error.message}`);
  }
}
console.log([`${formulas.size} formulas, ${bad.length} not rendered`, ...bad.slice(0, 10)].join('\n'));
process.exit(bad.length > 0 || formulas.size < rows.length ? 1 : 0);
