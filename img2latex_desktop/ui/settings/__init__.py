"""Settings, first steps, doctor and about: the windows that configure the program."""
