"""Freezing the screens and choosing a region: ``monitors`` photographs, ``selector`` shows the ``overlay``s.

``geometry`` maps between overlay and pixels, ``pixels`` turns the chosen picture into an array.
"""
