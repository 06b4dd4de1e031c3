/** Puts an entry into a cache of a fixed size; the oldest one leaves. */
export function keepNewest<K, T>(cache: Map<K, T>, key: K, value: T, size: number): void {
	cache.delete(key);
	cache.set(key, value);
	if (cache.size > size) cache.delete(cache.keys().next().value!);
}
