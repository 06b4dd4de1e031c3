/** A constant, since looking up a global is slow under jest, and a large store would do so millions of times. */
const { floor, imul, log, max, min, round } = Math;

/** Integer hash (murmur3's finalizer): close numbers give unrelated ones. */
export function mix(value: number): number {
	let h = value | 0;
	h = imul(h ^ (h >>> 16), 0x85ebca6b);
	h = imul(h ^ (h >>> 13), 0xc2b2ae35);
	return (h ^ (h >>> 16)) >>> 0;
}

/** The value that `mix` turns into this one. */
export function unmix(hash: number): number {
	let h = hash | 0;
	h = imul(h ^ (h >>> 16), 0x7ed1b41d);
	h = imul(h ^ (h >>> 13) ^ (h >>> 26), 0xa5cb9243);
	return (h ^ (h >>> 16)) >>> 0;
}

/** Repeatable random numbers (sfc32): streams of different seeds don't meet, so that ids made of them are unique. */
export class Random {
	private a = 0x9e3779b9 | 0;
	private b = 0x243f6a88 | 0;
	private c = 0xb7e15162 | 0;
	private counter = 1;

	constructor(seed: number, second = 0, third = 0) {
		this.a ^= mix(seed);
		this.b ^= mix(second ^ 0x5bd1e995);
		this.c ^= mix(third ^ 0x1b873593);
		for (let i = 0; i < 10; i++) this.uint32();
	}

	uint32(): number {
		const t = (((this.a + this.b) | 0) + this.counter++) | 0;
		this.a = this.b ^ (this.b >>> 9);
		this.b = (this.c + (this.c << 3)) | 0;
		this.c = (((this.c << 21) | (this.c >>> 11)) + t) | 0;
		return t >>> 0;
	}

	/** 0 ≤ x < 1 */
	next(): number {
		return this.uint32() / 4294967296;
	}

	/** Both ends included. */
	int(from: number, to: number): number {
		return from + floor(this.next() * (to - from + 1));
	}

	chance(probability: number): boolean {
		return this.next() < probability;
	}

	pick<T>(list: readonly T[]): T {
		return list[floor(this.next() * list.length)]!;
	}

	/** An index, by weight. */
	weighted(weights: readonly number[]): number {
		let sum = 0;
		for (const weight of weights) sum += weight;
		let rest = this.next() * sum;
		for (let i = 0; i < weights.length; i++) {
			rest -= weights[i]!;
			if (rest < 0) return i;
		}
		return weights.length - 1;
	}

	/** Skewed to the right, as durations are: mean about `mean`, at least a twentieth and at most ten times of it. */
	duration(mean: number): number {
		const value = -log(1 - this.next()) * mean;
		return round(min(max(value, mean / 20), mean * 10));
	}

	uuid(): string {
		return uuidOf(this.uint32(), this.uint32(), this.uint32(), this.uint32());
	}
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const hex16 = (value: number) => HEX[(value >>> 8) & 255]! + HEX[value & 255]!;
const hex32 = (value: number) => hex16(value >>> 16) + hex16(value);

/** Version 4 in shape; the first word is kept whole. */
export function uuidOf(a: number, b: number, c: number, d: number): string {
	const version = 0x4000 | (b & 0x0fff);
	const variant = 0x8000 | ((c >>> 16) & 0x3fff);
	return `${hex32(a)}-${hex16(b >>> 16)}-${hex16(version)}-${hex16(variant)}-${hex16(c)}${hex32(d)}`;
}
