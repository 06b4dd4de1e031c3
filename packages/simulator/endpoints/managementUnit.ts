import { ApiError, notFound } from '../apiError';
import { managementUnits, unitOf, type ManagementUnit } from '../data/adherence';
import type { UserEntity } from '../data/organization';
import type { World } from '../world';

/** The unit, or the API's 404, or its 403 for one in a division that the client doesn't see. */
export function managementUnit(world: World, id: string | undefined): ManagementUnit {
	const unit = managementUnits(world).find((each) => each.id === id);
	if (!unit) throw notFound();
	if (world.options.forbiddenManagementUnitIds?.includes(unit.id)) throw notAuthorized();
	return unit;
}

export const notAuthorized = () =>
	new ApiError(403, 'not.authorized', 'You are not authorized to perform the requested action.');

/** The agents of a unit. */
export function usersOf(world: World, unitId: string): UserEntity[] {
	return world.organization.users.filter(
		(user) => user.state === 'active' && unitOf(world, user)?.id === unitId,
	);
}
