from training.benchmark.prose import paragraphs


def test_twins_share_no_paragraph_and_each_has_many():
    test, validation = set(paragraphs("test")), set(paragraphs("validation"))
    assert not test & validation
    assert min(len(test), len(validation)) > 10


def test_paragraphs_are_plain_text_on_one_line():
    for text in paragraphs("test"):
        assert text.isascii()
        assert "\n" not in text
        assert len(text) >= 150
