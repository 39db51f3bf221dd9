"""The recognizer: a picture of one formula in, LaTeX out. For the app and for training; torch in few places.

Shape letters used in every docstring and shape comment:
    B batch · H, W image pixels · h, w feature cells · S = h·w · T tokens · D width · V vocabulary size

Flow, one file a step:
    image → ``preprocess`` → ``engine`` (computes the ``network``) → ``search`` and ``speculative`` (under
    ``grammar``) → ``rescore`` (where sizes differ) → ``tokenizer`` → ``printer`` → LaTeX;
    ``recognizer`` strings them together, ``loading`` chooses the engine, ``weights`` loads and saves,
    ``manifest`` says what they are, ``sizes`` are those of type that pictures are read at, ``result`` holds
    what comes out, ``config`` what the network looks like.
"""
