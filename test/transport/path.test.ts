import { path } from '../../nodes/GenesysCloudAnalytics/transport/path';

it.each([
	['7a3f0c52-93c5-4c1e-9a56-3f6f1f2b8d10', '7a3f0c52-93c5-4c1e-9a56-3f6f1f2b8d10'],
	['../../oauth/clients', '..%2F..%2Foauth%2Fclients'],
	['a?b=c#d', 'a%3Fb%3Dc%23d'],
	['a b%20', 'a%20b%2520'],
	['Überlauf', '%C3%9Cberlauf'],
])('the id %p stays in its segment', (id, encoded) => {
	expect(path`/api/v2/things/${id}/details`).toBe(`/api/v2/things/${encoded}/details`);
});

it('takes several values, and none', () => {
	expect(path`/a/${'1/2'}/b/${'3'}`).toBe('/a/1%2F2/b/3');
	expect(path`/a`).toBe('/a');
});

it.each(['', '.', '..'])('refuses %p, which is no segment of its own', (id) => {
	expect(() => path`/api/v2/things/${id}/details`).toThrow('is not an ID');
});
