"""The recognizer: a picture of one formula in, LaTeX out; for the program and for training.

Shape letters used in every docstring and shape comment:
    B batch · H, W image pixels · h, w feature cells · S = h·w · T tokens · D width · V vocabulary size

Rooms, each importing only those below it; torch where said:
    ``reading``  inference: ``recognizer`` (the facade), ``loading``, ``multi_scale``, ``encode_ahead``,
                 ``rescore``, ``speculative``, ``search``, ``session``, ``hypothesis``, ``engine`` (protocol),
                 ``torch_engine`` (with torch), ``result``
    ``weights``  on disk: ``files`` (with torch), ``manifest``, ``calibration``, ``archive``
    ``network``  the ResNet-Transformer (torch): ``config``, ``encoder``, ``decoder``, ``attention``,
                 ``positional``, ``draft``, ``image2latex``
    ``picture``  a picture to ink: ``view``, ``preprocess``, ``boxes``, ``isolate``, ``em``, ``resample``,
                 ``sizes``
    ``formula``  the language of formulas: ``tokens``, ``tokenizer``, ``grammar``, ``tree``, ``formula``,
                 ``printer``, ``printed``, ``ruled_array``, ``source``, ``reader``, ``formats``
"""
