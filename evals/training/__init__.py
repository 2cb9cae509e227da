"""How the reader learned: its questions and articles, what is made of them, the network, the training, the export."""
