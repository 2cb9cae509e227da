"""Colours, fonts and spacing of Gradio's own parts; page.css has the rest. Contrast is at least 4.5 to 1."""

from __future__ import annotations

from gradio.themes import Base, Color

# Fonts that the systems of offices have, with all Vietnamese letters; nothing is fetched.
_FONTS = ("Segoe UI", "Noto Sans", "system-ui", "Roboto", "Helvetica Neue", "Arial", "sans-serif")
_TEAL = Color(
    "#eef7f6",
    "#d5ebe9",
    "#addad6",
    "#7cc4be",
    "#4ba9a2",
    "#2b8c85",
    "#1c716c",
    "#155c58",
    "#124a47",
    "#0f3d3b",
    "#082524",
)
_STONE = Color(
    "#f8f7f4",
    "#f1efea",
    "#e2dfd7",
    "#cdc9bf",
    "#9aa0a3",
    "#5f6b73",
    "#47525a",
    "#36414a",
    "#252e35",
    "#1b2329",
    "#12181c",
)


def theme() -> Base:
    """The page's theme, light and dark."""
    return Base(
        primary_hue=_TEAL, neutral_hue=_STONE, text_size="lg", radius_size="md", font=_FONTS, font_mono="Consolas"
    ).set(
        body_background_fill="*neutral_50",
        body_background_fill_dark="*neutral_950",
        background_fill_primary="white",
        background_fill_primary_dark="*neutral_900",
        body_text_color="#1f2a30",
        body_text_color_dark="#e8ebec",
        body_text_color_subdued="*neutral_500",
        body_text_color_subdued_dark="#aab4ba",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        block_shadow="none",
        input_background_fill="white",
        input_background_fill_dark="*neutral_900",
        input_border_color="#8a959c",
        input_border_color_dark="#66737c",
        input_border_color_focus="*primary_700",
        input_border_color_focus_dark="*primary_300",
        input_border_width="1px",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="#aab4ba",
        input_shadow="none",
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_hover="*primary_800",
        button_primary_background_fill_dark="*primary_600",
        button_primary_background_fill_hover_dark="*primary_700",
        button_primary_text_color="white",
        button_secondary_background_fill="white",
        button_secondary_background_fill_hover="*neutral_100",
        button_secondary_background_fill_dark="*neutral_800",
        button_secondary_background_fill_hover_dark="*neutral_700",
        button_secondary_border_color="*neutral_300",
        button_secondary_border_color_dark="*neutral_600",
        button_border_width="1px",
    )
