import { organization, INTERVAL } from './organization';
(async () => {
	const org = await organization(20000, { latencyMs: 0 });
	const t = await org.token();
	for (let r = 0; r < 4; r++) {
		const t0 = performance.now();
		let bytes = 0;
		const c = process.cpuUsage();
		for (let p = 1; p <= 200; p++) {
			const a = await fetch(org.url + '/api/v2/analytics/conversations/details/query', {
				method: 'POST',
				headers: { authorization: 'Bearer ' + t, 'content-type': 'application/json' },
				body: JSON.stringify({ interval: INTERVAL, paging: { pageSize: 100, pageNumber: p } }),
			});
			bytes += (await a.arrayBuffer()).byteLength;
		}
		const cc = process.cpuUsage(c);
		console.log(
			'per page',
			(performance.now() - t0) / 200,
			'bytes',
			bytes / 20000,
			'own cpu',
			(cc.user + cc.system) / 200000,
		);
	}
	await org.close();
})();
