"""The web page. Nothing that it loads or calls lies outside this machine."""

import os

# Gradio reads this when it is imported: no look-up of its newest version, no counting of starts.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
