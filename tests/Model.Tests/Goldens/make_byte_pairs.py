# Learns byte pairs the slow way, counting everything anew for each merge, and writes byte_pairs.json for the tests.
# Run in this folder: python3 make_byte_pairs.py
import json
import unicodedata
from collections import Counter

LONGEST = 32  # characters of a piece

TEXT = """The baker bakes better bread than the brewer brews beer;
the better the barley, the better the brewer's beer.  "Better," said Björn,
"a bitter butter than no butter at all!"

\tNaïve café prices: 12 €, 1234.50 €, 99,99 € — über-teuer, größer, süßer.
Ελληνικά κείμενα και ελληνικές λέξεις. Русские слова и русский текст.
日本語の文章と日本語の単語。日本語には空白がありません。日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語。
e\u0301t\u00e9 e\u0301t\u00e9 (two ways) 👩‍👩‍👧 👩‍👩‍👧 🇩🇪 🇫🇷 x²+y² ½ ¼
aaaaaaaaaaaa aaaa aa  a   aa    aaa\r\nbanana bananas  ananas\n\n\n
while (i < 10) { i++; total += values[i]; }   // total, total, total
"""

PROBES = ["", " ", "the better butter", "Björn isst   süße Äpfel\n", "日本語", "👩‍👩‍👧🇩🇪", "unseen: Ⴀ ᚠ \u0000\u007f", "x²+y² 1234567890", "  a\n b\t c"]


def kind(c):
    if c.isspace() and c not in "\x1c\x1d\x1e\x1f":
        return "blank"
    category = unicodedata.category(c)
    if category[0] in "LM":
        return "letter"
    return "digit" if category[0] == "N" else "other"


def pieces(text):
    """Runs of one kind; a single space before another kind belongs to it; at most LONGEST characters."""
    found, at = [], 0
    while at < len(text):
        end = at
        if text[at] == " " and at + 1 < len(text) and kind(text[at + 1]) != "blank":
            end += 1
        run = kind(text[end])
        while end < len(text) and end - at < LONGEST and kind(text[end]) == run:
            last_space = run == "blank" and end > at and text[end] == " " and end + 1 < len(text) and kind(text[end + 1]) != "blank"
            if last_space:
                break
            end += 1
        found.append(text[at:end])
        at = end
    return found


def merge(tokens, pair, made):
    out, i = [], 0
    while i < len(tokens):
        if i + 1 < len(tokens) and (tokens[i], tokens[i + 1]) == pair:
            out.append(made)
            i += 2
        else:
            out.append(tokens[i])
            i += 1
    return out


def learn(text):
    words = [list(piece.encode("utf-8")) for piece in pieces(text)]
    merges = []
    while True:
        counts = Counter(pair for word in words for pair in zip(word, word[1:]))
        if not counts:
            return merges
        pair = min(counts, key=lambda p: (-counts[p], p))
        if counts[pair] < 2:
            return merges
        words = [merge(word, pair, 256 + len(merges)) for word in words]
        merges.append(pair)


def encode(text, merges):
    """Merge by merge over all pieces, in the order they were learned."""
    words = [list(piece.encode("utf-8")) for piece in pieces(text)]
    for i, pair in enumerate(merges):
        words = [merge(word, pair, 256 + i) for word in words]
    return [token for word in words for token in word]


merges = learn(TEXT)
with open("byte_pairs.json", "w", encoding="utf-8", newline="\n") as file:
    json.dump({
        "text": TEXT,
        "pieces": pieces(TEXT),
        "merges": merges,
        "encodings": [{"text": text, "merges": count, "tokens": encode(text, merges[:count])}
                      for count in (0, 40, len(merges)) for text in [*PROBES, TEXT]],
    }, file, ensure_ascii=True, separators=(",", ":"))
    file.write("\n")
print(len(merges), "merges")
