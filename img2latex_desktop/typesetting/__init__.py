"""The preview engine: MathJax in a process of its own, and the limits it works under."""
