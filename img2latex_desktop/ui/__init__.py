"""The windows and the tray icon: they show values and emit what the user asks for, and act on nothing."""
