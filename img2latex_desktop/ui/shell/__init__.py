"""The entrances to the program: tray icon, home window, and the actions of both."""
