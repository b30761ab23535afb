"""The style sheet's styles for parts of a widget that is drawn by the line."""

from rich.style import Style
from textual.widget import Widget

_REVERSE = Style(reverse=True)


def component_style(widget: Widget, *classes: str) -> Style:
    """Return the style of component classes over the widget's own, later ones over earlier ones.

    Textual's `get_visual_style` leaves out `reverse`, without which NO_COLOR shows no selection.
    """
    style = widget.get_visual_style(*classes).rich_style
    if any(widget.get_component_styles(name).text_style.reverse for name in classes):
        return style + _REVERSE
    return style
