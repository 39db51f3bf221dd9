import pytest
import torch

from model.attention import CrossAttention, FeedForward, SelfAttention, attend, merge_heads, split_heads

WIDTH, HEADS = 16, 4


def test_heads_are_merged_as_they_were_split():
    x = torch.randn(2, 5, WIDTH)
    assert split_heads(x, HEADS).shape == (2, HEADS, 5, WIDTH // HEADS)
    assert torch.equal(merge_heads(split_heads(x, HEADS)), x)


def test_causal_attention_does_not_see_what_follows():
    attention = SelfAttention(WIDTH, HEADS)
    x = torch.randn(1, 6, WIDTH)
    changed = x.clone()
    changed[:, 4:] += 1
    before, after = attention(x, is_causal=True), attention(changed, is_causal=True)
    torch.testing.assert_close(before[:, :4], after[:, :4])
    assert not torch.allclose(attention(x)[:, :4], attention(changed)[:, :4])


def test_stepwise_attention_equals_causal_attention():
    attention = SelfAttention(WIDTH, HEADS)
    x = torch.randn(3, 6, WIDTH)
    past = torch.full((2, 3, HEADS, 8, WIDTH // HEADS), torch.nan)
    steps = [attention.extend(x[:, at : at + 1], past, at) for at in range(6)]
    torch.testing.assert_close(torch.cat(steps, dim=1), attention(x, is_causal=True))


@pytest.mark.parametrize("rows", [1, 3])
def test_rows_that_share_an_image_read_it_as_if_each_had_its_own(rows):
    attention = CrossAttention(WIDTH, HEADS)
    x, memory = torch.randn(rows, 2, WIDTH), torch.randn(1, 7, WIDTH)
    shared = attention(x, *attention.keys_and_values(memory))
    own = attention(x, *attention.keys_and_values(memory.expand(rows, -1, -1)))
    assert shared.shape == x.shape
    torch.testing.assert_close(shared, own)


def test_feed_forward_treats_positions_alike():
    block = FeedForward(WIDTH, 32)
    x = torch.randn(1, 3, WIDTH)
    torch.testing.assert_close(block(x)[:, 1], block(x[:, 1]))


@pytest.mark.parametrize("is_causal", [False, True])
def test_training_in_bfloat16_computes_the_same_attention_as_the_fused_kernel(is_causal):
    queries, keys, values = torch.randn(3, 2, HEADS, 6, 4)
    expected = attend(queries, keys, values, is_causal=is_causal)
    parts = [part.bfloat16().requires_grad_() for part in (queries, keys, values)]
    mixed = attend(*parts, is_causal=is_causal)
    torch.testing.assert_close(mixed.float(), expected, rtol=0.05, atol=0.05)
    mixed.sum().backward()
    assert all(part.grad.isfinite().all() for part in parts)
