"""The town's own sensitivity rules: what must be hidden here, beside the national list."""
