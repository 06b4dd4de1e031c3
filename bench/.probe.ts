import { organization } from '/work/main/bench/organization';
import { costOf, getMany, sdkLoop, signedIn } from '/work/main/bench/clients';
(async () => {
	for (const [n, lat] of [
		[5000, 150],
		[1000, 0],
		[10000, 0],
		[20000, 0],
	]) {
		const org = await organization(n!, { latencyMs: lat! });
		for (let i = 0; i < 3; i++) {
			const host = await signedIn(org);
			const c = await costOf(async () => {
				await getMany(host, n!, { source: 'query' });
			});
			const seen = await org.seen();
			console.log(n, 'node', c, seen.length);
			if (lat) {
				const t = await org.token();
				console.log('sdk', await costOf(() => sdkLoop(org, t, n!)), (await org.seen()).length);
			}
		}
		await org.close();
	}
})();
