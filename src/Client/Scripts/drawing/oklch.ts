// Colours by lightness, chroma and hue, packed for ImageData.

// OKLCH to packed sRGB (Ottosson's OKLab matrices); chroma is lowered until the colour exists.
export function oklch(l: number, chroma: number, hue: number): number {
  for (let c = chroma; ; c -= 0.001) {
    const a = c * Math.cos(hue), b = c * Math.sin(hue);
    const x = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
    const y = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
    const z = (l - 0.0894841775 * a - 1.2914855480 * b) ** 3;
    const rgb = [
      4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
      -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
      -0.0041960863 * x - 0.7034186147 * y + 1.7076147010 * z,
    ];
    if (c > 0 && rgb.some(v => v < -0.001 || v > 1.001)) continue;
    const [red, green, blue] = rgb.map(v => Math.round(255 * gamma(Math.min(1, Math.max(0, v)))));
    return pack(red, green, blue);
  }
}

function gamma(v: number): number { return v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055; }
function linear(v: number): number { return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }

// Bytes R, G, B, A in memory order on a little-endian machine, which every browser's platform is.
export function pack(r: number, g: number, b: number): number { return (255 << 24 | b << 16 | g << 8 | r) >>> 0; }
export function css(packed: number): string { return `rgb(${packed & 255} ${packed >> 8 & 255} ${packed >> 16 & 255})`; }
export function luminance(packed: number): number {
  const channel = (shift: number) => linear((packed >> shift & 255) / 255);
  return 0.2126 * channel(0) + 0.7152 * channel(8) + 0.0722 * channel(16);
}

/** A colour for text on a packed colour: black or white, whichever stands out more. */
export function inkOnPacked(packed: number): string {
  const y = luminance(packed);
  return 1.05 / (y + 0.05) > (y + 0.05) / 0.05 ? '#ffffff' : '#000000';
}
