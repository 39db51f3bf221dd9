"""Sentences that tell the user why a picture was not read."""

from img2latex_desktop.base.language import Sentence

NO_FORMULA = Sentence(
    "Recognition", "No formula found in this picture; try a region with a little paper around the formula."
)
NOT_A_FORMULA = Sentence(
    "Recognition",
    "This looks like no formula; snip the formula alone, with a little paper around it.",
)
NOT_LOADED = Sentence("Recognition", "The recognizer cannot be loaded: {reason}")
NOT_RECOGNIZED = Sentence("Recognition", "This picture could not be recognized: {reason}")
STOPPED_TWICE = Sentence(
    "Recognition",
    "The recognizer stopped twice on this picture; try a smaller region, or restart the program.",
)
STOPPED_LOADING = Sentence(
    "Recognition", "The recognizer stopped while loading; snip again to start it anew."
)
TOO_LONG = Sentence(
    "Recognition",
    "The picture took longer than {most} s and was given up; cut out the formula and try again.",
)

# Of the command line, which speaks English.
BLANK_FILE = "No formula found: the picture is blank."
NOT_A_FORMULA_FILE = "No formula found: the picture shows something else; cut out the formula alone."
