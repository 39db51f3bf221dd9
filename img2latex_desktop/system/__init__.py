"""Services of the desktop: clipboard, portal, session, autostart, desktop entry, single instance."""
