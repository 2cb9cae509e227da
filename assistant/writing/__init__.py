"""Writing: the engine whose answers a language model writes, its prompts, what it reads, and how it fails."""
