"""Reading: windows of articles, the network that reads them, and how sure what it finds is."""
