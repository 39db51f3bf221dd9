"""Memory and the tokens so far → logits of the next token, with a cache for decoding step by step."""

import math

import torch
from torch import Tensor, nn

from model.formula.tokenizer import EOS
from model.network.attention import CrossAttention, FeedForward, SelfAttention
from model.network.config import ModelConfig
from model.network.draft import Draft
from model.network.positional import sinusoid
from model.network.stepping import Cache, LayerTensors, LookTensors, Norm, Product


class DecoderLayer(nn.Module):
    """Pre-LN Transformer layer: look back, look at the image, think."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.attention_norm = nn.LayerNorm(config.width)
        self.attention = SelfAttention(config.width, config.heads)
        self.cross_norm = nn.LayerNorm(config.width)
        self.cross = CrossAttention(config.width, config.heads)
        self.feedforward_norm = nn.LayerNorm(config.width)
        self.feedforward = FeedForward(config.width, config.feedforward)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, x: Tensor, memory: Tensor) -> Tensor:
        """Map all positions at once, (B, T, D) → (B, T, D), reading memory (B, S, D)."""
        x = x + self.dropout(self.attention(self.attention_norm(x), is_causal=True))
        x = x + self.dropout(self.cross(self.cross_norm(x), *self.cross.keys_and_values(memory)))
        out: Tensor = x + self.dropout(self.feedforward(self.feedforward_norm(x)))
        return out

    def step_tensors(self) -> LayerTensors:
        """Gather what a step needs."""
        look = LookTensors.gather(
            self.cross_norm,
            self.cross.project_query,
            self.cross.project_out,
            self.feedforward_norm,
            self.feedforward,
        )
        return LayerTensors(
            attention_norm=Norm.of(self.attention_norm),
            project_in=Product.of(self.attention.project_in),
            project_out=Product.of(self.attention.project_out),
            look=look,
        )


class Decoder(nn.Module):
    """Autoregressive Transformer decoder; input embedding and output layer are one matrix.

    Source: tied embeddings after Press and Wolf 2017, arXiv:1608.05859, scaled by √D as in arXiv:1706.03762,
    section 3.4; pre-LN after Xiong et al. 2020, arXiv:2002.04745.
    """

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocabulary_size, config.width)
        self.dropout = nn.Dropout(config.dropout)
        self.layers = nn.ModuleList(DecoderLayer(config) for _ in range(config.decoder_layers))
        self.norm = nn.LayerNorm(config.width)
        self.draft = Draft(config) if config.draft_tokens else None
        positions = torch.arange(
            config.max_tokens + 1, dtype=torch.float32
        )  # + 1: bos stands before the tokens
        self.positions: Tensor
        self.register_buffer("positions", sinusoid(positions, config.width), persistent=False)
        # √D · D^-1/2 = 1: embeddings as large as what is added to them, first logits of unit variance.
        nn.init.normal_(self.embedding.weight, std=config.width**-0.5)

    def forward(self, token_ids: Tensor, memory: Tensor) -> Tensor:
        """Predict at every position the token after it, given all tokens up to it.

        Args:
            token_ids: long (B, T), bos first, T at most ``max_tokens`` + 1.
            memory: (B, S, D).

        Returns:
            Logits, float32 (B, T, V).

        Raises:
            ValueError: T is larger.
        """
        _, x = self._feed(token_ids, memory)
        return self._logits(x)

    def forward_with_drafts(self, token_ids: Tensor, memory: Tensor) -> tuple[Tensor, list[Tensor]]:
        """Predict as ``forward`` does, and guess further tokens; no gradient of a guess leaves the draft.

        Returns:
            Logits, (B, T, V), and for k from 1 to ``draft_tokens`` guesses from the first T - k positions and
            the k tokens after each at the token that follows them, (B, T - k, V).

        Raises:
            ValueError: As in ``forward``.
        """
        embedded, x = self._feed(token_ids, memory)
        guesses: list[Tensor] = []
        if self.draft is not None:
            with torch.no_grad():
                crossed = self._typed_layers()[-1].cross.keys_and_values(memory)
            state = x.detach()
            for k in range(1, self.config.draft_tokens + 1):
                state = self.draft(state[:, :-1], embedded[:, k:].detach(), *crossed)
                guesses.append(self._guess_logits(self.draft, state))
        return self._logits(x), guesses

    def begin_draft(self) -> None:
        """Let a draft that has learned nothing look at the image as the last layer does."""
        if self.draft is not None:
            last = self._typed_layers()[-1]
            self.draft.cross_norm.load_state_dict(last.cross_norm.state_dict())
            self.draft.project_query.load_state_dict(last.cross.project_query.state_dict())
            self.draft.project_out.load_state_dict(last.cross.project_out.state_dict())

    def start(self, memory: Tensor) -> Cache:
        """Prepare decoding step by step from memory (B, S, D)."""
        # in one piece each: every step reads them, on a CPU in two thirds of the time
        crossed = [
            (keys.contiguous(), values.contiguous())
            for keys, values in (layer.cross.keys_and_values(memory) for layer in self._typed_layers())
        ]
        layers = [layer.step_tensors() for layer in self._typed_layers()]
        return Cache(layers, crossed, self.draft.step_tensors() if self.draft else None)

    def step(self, token_ids: Tensor, cache: Cache) -> Tensor:
        """Predict the token after one more token per row: ``extend`` by one, long (B,) → float32 (B, V)."""
        return self.extend(token_ids[:, None], cache)[:, 0]

    def extend(self, token_ids: Tensor, cache: Cache) -> Tensor:
        """Predict the token after each of several more tokens per row, all of them at once.

        Args:
            token_ids: long (B, n), bos first of all; at most ``max_tokens`` + 1 positions in the end.
            cache: From ``start``; grows by these positions.

        Returns:
            Logits, float32 (B, n, V).
        """
        rows, new = token_ids.shape
        x = self._embed(token_ids, self.positions[cache.length : cache.length + new])  # (B, n, D)
        return self._logits(cache.extend(x)).view(rows, new, -1)

    def guess(self, token_id: int, place: int, cache: Cache, count: int) -> list[int]:
        """Guess the tokens after one that is certain, for a batch of one row.

        Args:
            token_id: The certain token, not fed yet.
            place: Of the position it follows, among those that were written last.
            cache: As ``extend`` left it; its ``length`` counts up to that position.
            count: Tokens wanted.

        Returns:
            At most ``count`` tokens, fewer where the draft expects the end; none without a draft.
        """
        guessed: list[int] = []
        draft = cache.draft
        if draft is None:
            return guessed
        state = cache.states[0, place : place + 1]  # (1, D)
        count = min(count, len(self.positions) - cache.length - 1)
        for position in range(cache.length, cache.length + count):
            row = self.embedding.weight[token_id : token_id + 1]  # the module takes a fifth of a guess's time
            token = row * math.sqrt(self.config.width) + self.positions[position]
            state = draft.advance(state, token, cache.last_crossed)
            logits = nn.functional.linear(draft.norm(state), self.embedding.weight)
            token_id = int(logits.argmax())
            if token_id == EOS:
                break
            guessed.append(token_id)
        return guessed

    def _feed(self, token_ids: Tensor, memory: Tensor) -> tuple[Tensor, Tensor]:
        """Return what the first layer is given and what the last one gives, (B, T, D) each."""
        if token_ids.shape[1] > len(self.positions):
            raise ValueError(f"{token_ids.shape[1]} positions, but max_tokens + 1 is {len(self.positions)}")
        embedded = x = self._embed(token_ids, self.positions[: token_ids.shape[1]])
        for layer in self.layers:
            x = layer(x, memory)
        return embedded, x

    def _embed(self, token_ids: Tensor, positions: Tensor) -> Tensor:
        x: Tensor = self.dropout(self.embedding(token_ids) * math.sqrt(self.config.width) + positions)
        return x

    def _logits(self, x: Tensor) -> Tensor:
        return nn.functional.linear(self.norm(x), self.embedding.weight).float()

    def _guess_logits(self, draft: Draft, state: Tensor) -> Tensor:
        return nn.functional.linear(draft.norm(state), self.embedding.weight.detach()).float()

    def _typed_layers(self) -> list[DecoderLayer]:
        return list(self.layers)  # type: ignore[arg-type]
