// Chips of a token strip: even for letters, wide enough for longer tokens, numbered without overlap.
import { describe, expect, test } from 'vitest';
import { chipAt, chipPlaces, edgeSpeed, numbered, pitchFor, scrollTo } from './chip-places';

describe('the strip', () => {
  test('has an even pitch for letters and wider chips for longer tokens', () => {
    const chips = chipPlaces(['a', 'b', 'the', 'c'], 22);
    expect(chips.map(chip => chip.x)).toEqual([0, 22, 44, 86]);
    expect(chips[2].width).toBe(40);
  });

  test('brings its chips closer where that shows all of them, and else keeps them apart', () => {
    const texts = [...'a'.repeat(64)];
    expect([pitchFor(texts, 1408, 22, 18), pitchFor(texts, 1204, 22, 18), pitchFor(texts, 1000, 22, 18), pitchFor([], 0, 22, 18)]).toEqual([22, 18.75, 22, 22]);
  });

  test('knows the chip at every place', () => {
    const chips = chipPlaces(['a', 'the', 'c'], 22);
    expect([-1, 0, 21, 22, 60, 64, 85, 86].map(x => chipAt(chips, x))).toEqual([-1, 0, 0, 1, 1, 2, 2, -1]);
    expect(chipAt([], 3)).toBe(-1);
  });

  test('keeps the marked token in view, and rests where it is', () => {
    const chip = (x: number) => ({ x, width: 22 });
    expect(scrollTo(chip(100), 0, 390, 1536)).toBe(0);
    expect(scrollTo(chip(1400), 0, 390, 1536)).toBe(1400 + 22 + 66 - 390);
    expect(scrollTo(chip(1514), 0, 390, 1536)).toBe(1536 - 390);
    expect(scrollTo(chip(0), 700, 390, 1536)).toBe(0);
  });

  test('moves on under a finger near its ends', () => {
    expect([edgeSpeed(200, 390), edgeSpeed(0, 390), edgeSpeed(390, 390)]).toEqual([0, -8, 8]);
  });

  test('numbers the largest weight always, others from a tenth up, none over another', () => {
    const chips = chipPlaces(Array(20).fill('a'), 22), weights = Array(20).fill(0.01);
    expect(numbered(Array(20).fill(0.05), chips)).toEqual([0]);
    [weights[3], weights[4], weights[9], weights[12]] = [0.2, 0.15, 0.4, 0.12];
    expect(numbered(weights, chips)).toEqual([9, 3, 12]);
  });
});
