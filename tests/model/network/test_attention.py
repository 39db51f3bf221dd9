import pytest
import torch

from model.network.attention import FeedForward, SelfAttention, attend, merge_heads, split_heads

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
