"""The style sheet's styles for parts of a widget that is drawn by the line."""

from rich.style import Style
from textual.widget import Widget

_REVERSE = Style(reverse=True)
_reversed: dict[tuple[type[Widget], tuple[str, ...], bool], bool] = {}
"""Asked for some thousand times a frame; the style sheet stays as it is while the program runs."""


def component_style(widget: Widget, *classes: str) -> Style:
    """Return the style of component classes over the widget's own, later ones over earlier ones.

    Textual's `get_visual_style` leaves out `reverse`, without which NO_COLOR shows no selection.
    """
    style = widget.get_visual_style(*classes).rich_style
    return style + _REVERSE if _is_reversed(widget, classes) else style


def _is_reversed(widget: Widget, classes: tuple[str, ...]) -> bool:
    """Tell whether the style sheet reverses one of the classes, which NO_COLOR decides on."""
    key = (type(widget), classes, widget.app.no_color)
    if key not in _reversed:
        styles = (widget.get_component_styles(name) for name in classes)
        _reversed[key] = any(one.text_style.reverse for one in styles)
    return _reversed[key]
