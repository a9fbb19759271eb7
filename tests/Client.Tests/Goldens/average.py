# A row of attention: layer 1, head 1 of run r1 at step 40; token 3 (“b”) asks.
# Works the row again in 64 bits and prints how far the model, whose numbers have 32, is off.
import math
from array import array


def floats(numbers):
    return array("f", numbers)  # the very float32 numbers


K, D = 4, 4  # tokens in sight, channels of the head
values = [
    floats([1.3808879, -0.7549509, -1.6972854, -1.0559367]),
    floats([-0.092401624, 0.13774039, 1.2691115, 0.7221562]),
    floats([0.03276085, 0.19992445, 0.20707248, -1.7427388]),
    floats([0.47402373, 1.3113248, 1.9568123, -0.028318878]),
]
weights = floats([0.25, 0.25, 0.25, 0.25])  # the model's own, as is all below
output = floats([0.4488177, 0.2235097, 0.4339277, -0.52620953])
added = floats([0] * K)  # to the affinities, by an intervention

found = []


def compare(step, here, model, sizes=None):
    off = [abs(h - m) / max(1.0, s) for h, m, s in zip(here, model, sizes or [1.0] * len(here))]
    found.append(max(off))
    print(f"{step:<12} {len(off):>6} numbers, largest difference {max(off):.1e}")


def total(terms):
    return sum(terms), sum(abs(term) for term in terms)


def softmax(affinities):
    largest = max(affinities)
    e = [math.exp(s - largest) for s in affinities]
    return [value / sum(e) for value in e]


compare("weights", softmax(added), weights)
terms = [total([weights[t] * values[t][d] for t in range(K)]) for d in range(D)]
compare("output", [t[0] for t in terms], output, [t[1] for t in terms])
print(f"largest difference {max(found):.3e}")
