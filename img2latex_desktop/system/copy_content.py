"""Clipboard payload of one formula."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CopyContent:
    """One formula in the formats that other programs take.

    A program that pastes picks one format, mostly text before pictures: so a picture to be pasted as one has
    no text beside it, and MathML stands in the text itself, which Word turns into a formula.

    Attributes:
        text: Plain text.
        mathml: The formula for programs that ask for MathML by its type.
        svg: A vector picture.
        png: A picture in pixels.
    """

    text: str = ""
    mathml: str = ""
    svg: bytes = b""
    png: bytes = b""

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to paste."""
        return not (self.text.strip() or self.mathml or self.svg or self.png)

    @property
    def formats(self) -> dict[str, bytes]:
        """The formats other than plain text that have something in them, by MIME type."""
        all_formats = {
            "application/mathml+xml": self.mathml.encode(),
            "image/svg+xml": self.svg,
            "image/png": self.png,
        }
        return {name: data for name, data in all_formats.items() if data}
