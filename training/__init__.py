"""From formula text to shipped weights; never part of the installed app's imports.

Flow: ``formulas`` (with ``download``, ``generate``, ``normalize``) → ``render`` → ``shards`` → ``dataset``
(with ``augment``) → ``train`` (with ``checkpoint``) → ``evaluate`` (with ``metrics``) → ``export``.
"""
