"""The benchmark: sets of pictures rebuilt from seeds, and what weights make of them.

Flow: ``build`` (with ``selection`` and one module for each set or several) → ``picture_set`` → ``run`` (with
``reading``, ``scores``, ``cdm``, ``targets``) → ``document``. ``speed`` stands alone.
"""
