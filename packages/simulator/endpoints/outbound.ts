import type { Named, Organization } from '../data/organization';
import type { Context, Route } from '../router';
import { divisionRef, MODIFIED } from './entities';
import { byName, page, PAGING, withDivisions, withIds, withName } from './listing';

const V2 = '/api/v2/outbound';

/** What the dialer works through. */
export const outboundRoutes: Route[] = [
	{
		method: 'GET',
		path: `${V2}/campaigns/all`,
		query: [...PAGING, 'id', 'name', 'divisionId', 'mediaType', 'sortOrder'],
		any: [
			'outbound:campaign:view',
			'outbound:messagingCampaign:view',
			'outbound:emailCampaign:view',
			'outbound:whatsAppCampaign:view',
		],
		handle: (context) => {
			const { organization } = context.world;
			const mediaTypes = context.query.getAll('mediaType');
			const ofType = organization.campaigns.filter(
				({ mediaType }) => mediaTypes.length === 0 || mediaTypes.includes(mediaType),
			);
			return page(
				context,
				listed(context, ofType).map(({ mediaType, ...campaign }) => ({
					...entity(campaign, organization),
					mediaType,
					selfUri: `${V2}/campaigns/${campaign.id}`,
				})),
			);
		},
	},
	{
		method: 'GET',
		path: `${V2}/contactlists`,
		query: [
			...PAGING,
			'includeImportStatus',
			'includeSize',
			'allowEmptyResult',
			'filterType',
			'name',
			'id',
			'divisionId',
			'timeZone',
			'dateExpiration',
			'sortBy',
			'sortOrder',
		],
		any: ['outbound:contactList:view'],
		handle: (context) => {
			const { organization } = context.world;
			return page(
				context,
				listed(context, organization.contactLists).map((list) => ({
					...entity(list, organization),
					dateCreated: MODIFIED,
					dateModified: MODIFIED,
					version: 1,
					columnNames: ['id', 'phone'],
					phoneColumns: [{ columnName: 'phone', type: 'cell' }],
					selfUri: `${V2}/contactlists/${list.id}`,
				})),
			);
		},
	},
];

type InDivision = Named & { divisionId: string };

function listed<T extends InDivision>(context: Context, all: T[]): T[] {
	return byName(context, withName(context, withDivisions(context, withIds(context, all)), 'startsWith'));
}

const entity = ({ id, name, divisionId }: InDivision, organization: Organization) => ({
	id,
	name,
	division: divisionRef(organization, divisionId),
});
