"""Drawing of formulas by TeX and MathJax into packed shards."""
