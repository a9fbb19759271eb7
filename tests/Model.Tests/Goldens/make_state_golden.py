# Writes state.json: names, order and shapes of the state dictionary that PyTorch gives a GPT whose modules are named as ours.
import json

from torch import nn

VOCABULARY, LAYERS, HEADS, CHANNELS, CONTEXT = 13, 2, 3, 12, 10


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.queryKeyValue = nn.Linear(CHANNELS, 3 * CHANNELS, bias=False)
        self.project = nn.Linear(CHANNELS, CHANNELS)


class FeedForward(nn.Module):
    def __init__(self):
        super().__init__()
        self.widen = nn.Linear(CHANNELS, 4 * CHANNELS)
        self.project = nn.Linear(4 * CHANNELS, CHANNELS)


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.attentionNorm = nn.LayerNorm(CHANNELS)
        self.attention = Attention()
        self.feedForwardNorm = nn.LayerNorm(CHANNELS)
        self.feedForward = FeedForward()
        self.dropout = nn.Dropout(0.0)


class Gpt(nn.Module):
    def __init__(self):
        super().__init__()
        self.tokenEmbedding = nn.Embedding(VOCABULARY, CHANNELS)
        self.positionEmbedding = nn.Embedding(CONTEXT, CHANNELS)
        self.dropout = nn.Dropout(0.0)
        self.blocks = nn.ModuleList(Block() for _ in range(LAYERS))
        self.finalNorm = nn.LayerNorm(CHANNELS)
        self.head = nn.Linear(CHANNELS, VOCABULARY)


with open("state.json", "w") as file:
    json.dump([[name, list(value.shape)] for name, value in Gpt().state_dict().items()], file)
    file.write("\n")
