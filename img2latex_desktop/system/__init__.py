"""What the desktop lends: clipboard, portal, session, autostart, desktop entry, single instance."""
