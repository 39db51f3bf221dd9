"""Freezing the screens and choosing a region: ``monitors`` photographs, ``overlay`` lets the user select.

``geometry`` maps between overlay and pixels, ``pixels`` turns the chosen picture into an array.
"""
