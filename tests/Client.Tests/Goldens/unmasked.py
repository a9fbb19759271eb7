# A row of attention: layer 1, head 1 of run r1 at step 40; token 3 (“b”) asks.
# Works the row again in 64 bits and prints how far the model, whose numbers have 32, is off.
import math
from array import array


def floats(numbers):
    return array("f", numbers)  # the very float32 numbers


K, D = 5, 4  # tokens in sight, channels of the head
values = [
    floats([1.3808879, -0.7549509, -1.6972854, -1.0559367]),
    floats([-0.092401624, 0.13774039, 1.2691115, 0.7221562]),
    floats([0.03276085, 0.19992445, 0.20707248, -1.7427388]),
    floats([0.47402373, 1.3113248, 1.9568123, -0.028318878]),
    floats([-0.53501904, 0.4261433, -0.89980084, -0.016098253]),
]
weights = floats([0.9978179, 0.002015854, 3.2593343e-5, 4.4895824e-6, 0.00012915923])  # the model's own, as is all below
output = floats([1.3776224, -0.7529584, -1.691124, -1.0522356])
added = floats([0] * K)  # to the affinities, by an intervention
q = floats([0.31435072, 3.1025126, -3.5947876, 4.951041])
keys = [
    floats([1.2935647, -0.38110718, -1.5022013, 1.2895441]),
    floats([-0.5666594, -1.7923617, -1.9097301, -0.5102465]),
    floats([-1.1675688, 1.4253776, 1.6030384, -1.6041386]),
    floats([0.07028216, -0.6428473, 1.5708493, -1.2108545]),
    floats([-0.6618289, -1.8097452, -1.2126259, -1.0971359]),
]
raw = floats([11.008924, -1.400132, -9.649513, -13.614209, -6.895636])
scaled = floats([5.504462, -0.700066, -4.8247566, -6.8071046, -3.447818])
divisor = math.sqrt(D)
x = floats([1.848899, -0.34024882, 0.27964273, 1.2610086, 1.3163636, 0.9494338])
W = [
    floats([1.1189183, 0.36658022, -1.1120331, 1.9805058]),
    floats([-1.515175, -1.6525658, -0.26741317, 1.024948]),
    floats([0.43177179, -0.1237161, 0.39497018, -1.3269382]),
    floats([-0.737201, -0.55119157, 0.7989231, 0.42407423]),
    floats([-0.91544867, 1.7184777, -1.8382759, 0.7407888]),
    floats([-1.5401347, 0.35519567, 1.0314775, 0.9101825]),
]
b = floats([1.2062415, -0.0072634844, -1.3071172, -0.36497498])

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


terms = [total([x[c] * W[c][d] for c in range(len(x))] + [b[d]]) for d in range(D)]
compare("q = x W + b", [t[0] for t in terms], q, [t[1] for t in terms])
terms = [total([q[d] * k[d] for d in range(D)]) for k in keys]
compare("q.k", [t[0] for t in terms], raw, [t[1] for t in terms])
compare("scaled", [r / divisor for r in raw], scaled, [abs(s) for s in scaled])
compare("weights", softmax([s + a for s, a in zip(scaled, added)]), weights)
terms = [total([weights[t] * values[t][d] for t in range(K)]) for d in range(D)]
compare("output", [t[0] for t in terms], output, [t[1] for t in terms])
print(f"largest difference {max(found):.3e}")
