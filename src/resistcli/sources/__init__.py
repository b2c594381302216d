"""Where the data come from: YAML with positions, its check, and the compiled form."""
