"""The forms of output: one module a form, each a pure function from an answer to text."""
