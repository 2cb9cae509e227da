"""Questions with known answers, put to the assistant and judged: `python -m evals run`."""
