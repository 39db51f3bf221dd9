"""Flows: each module connects a few parts to one course of events.

``results`` a picture becomes a shown formula; ``files`` so do several files; ``copying`` what is copied is
proven; ``history`` the notebook; ``hotkeys`` the keys of the whole system; ``preferences`` the settings that
hold; ``configuration`` their window; ``examination`` the doctor in it; ``presence`` tray and home window;
``introduction`` the first steps.
"""
