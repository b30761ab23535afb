"""A list of options whose cursor is seen without colours too."""

from textual.strip import Strip
from textual.widgets import OptionList

from workbench.tui.text import turned_over

_CURSOR = "option-list--option-highlighted"


class Options(OptionList):
    """Reverses the row under the cursor where the style sheet says so, which Textual leaves out."""

    def render_line(self, y: int) -> Strip:
        """Draw one line of an option."""
        strip = super().render_line(y)
        first = next(iter(strip), None)
        option = first.style.meta.get("option") if first is not None and first.style else None
        if option is None or option != self.highlighted:
            return strip
        reverses = self.get_component_styles(_CURSOR).text_style.reverse
        return turned_over(strip) if reverses else strip
