/** Puts an entry into a cache of a fixed size; the oldest one leaves. */
export function keepNewest<T>(cache: Map<string, T>, key: string, value: T, size: number): void {
	cache.delete(key);
	cache.set(key, value);
	if (cache.size > size) cache.delete(cache.keys().next().value!);
}
