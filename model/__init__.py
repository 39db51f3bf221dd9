"""The recognizer: a picture of one formula in, LaTeX out. numpy and torch only; for the app and for training.

Shape letters used in every docstring and shape comment:
    B batch · H, W image pixels · h, w feature cells · S = h·w · T tokens · D width · V vocabulary size

Flow, one file a step:
    image → ``preprocess`` → ``network`` (``encoder``, ``decoder``, ``attention``, ``positional``)
    → ``search`` (under ``grammar``) → ``tokenizer`` → ``printer`` → LaTeX;
    ``recognizer`` strings them together, ``weights`` loads and saves, ``manifest`` says what they are,
    ``weights_archive`` makes one file, ``sizes`` are those of type that pictures are read at,
    ``result`` holds what comes out, ``config`` what the network looks like.
"""
