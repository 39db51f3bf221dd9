"""The program on a virtual screen, for machines without a display: ``python -m img2latex_desktop.demo``.

``virtual_desktop`` is the screen and the hands of its user, ``driven_app`` the program running on it, and
``page`` what the user reads; the end-to-end tests use the same pieces. The program knows nothing of them.
"""
