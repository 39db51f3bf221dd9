"""The hotkey of the whole system: ``base`` says what one is, ``key_listener`` hears it."""
