# Writes frame.bin, an attention frame by the layout in docs/protocol.md, independently of the server's code.
import struct

LAYERS, HEADS, TOKENS, STEP = 2, 3, 4, 1234


def weights(layer, head):
    """Rows that sum to 1: cell (t, k) has share (k + 1 + layer + 2 * head) of its row."""
    rows = []
    for t in range(TOKENS):
        parts = [k + 1 + layer + 2 * head for k in range(t + 1)]
        rows.append([struct.unpack("<f", struct.pack("<f", p / sum(parts)))[0] for p in parts])
    return rows


def head_bytes(rows):
    maxima, cells = b"", b""
    for row in rows:
        packed = struct.pack("<e", max(row))
        largest = struct.unpack("<e", packed)[0]
        maxima += packed
        cells += bytes(min(255, int(w / largest * 255 + 0.5)) for w in row)
    return maxima + cells


with open(__file__.rsplit("/", 1)[0] + "/frame.bin", "wb") as out:
    out.write(b"ATLF" + struct.pack("<BBHHHiHH", 1, 0, LAYERS, HEADS, TOKENS, STEP, 0, 0))
    for layer in range(LAYERS):
        for head in range(HEADS):
            out.write(head_bytes(weights(layer, head)))
