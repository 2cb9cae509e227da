"""Answering from the articles: how readings become one answer, and the questions that are computed or asked back."""
