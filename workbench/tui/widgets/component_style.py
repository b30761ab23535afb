"""The style sheet's styles for parts of a widget that is drawn by the line."""

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

_REVERSE = Style(reverse=True)
_reversed: dict[tuple[type[Widget], tuple[str, ...], bool], bool] = {}
"""Asked for some thousand times a frame; the style sheet stays as it is while the program runs."""


class ComponentStyled(Widget):
    """Draws its lines in the styles of component classes, each worked out once a frame."""

    _of_this_frame: dict[tuple[str, ...], Style]

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines, in the styles as they are now."""
        self._of_this_frame = {}
        return super().render_lines(crop)

    def component_style(self, *classes: str) -> Style:
        """Return the style of component classes over the widget's own, while lines are drawn.

        Later classes lie over earlier ones. Textual's `get_visual_style` leaves out `reverse`,
        without which NO_COLOR shows no selection; and it asks all ancestors each time.
        """
        if classes not in self._of_this_frame:
            style = self.get_visual_style(*classes).rich_style
            self._of_this_frame[classes] = style + _REVERSE if self._reverses(classes) else style
        return self._of_this_frame[classes]

    def _reverses(self, classes: tuple[str, ...]) -> bool:
        """Tell whether the style sheet reverses one of the classes, which NO_COLOR decides on."""
        key = (type(self), classes, self.app.no_color)
        if key not in _reversed:
            styles = (self.get_component_styles(name) for name in classes)
            _reversed[key] = any(one.text_style.reverse for one in styles)
        return _reversed[key]
