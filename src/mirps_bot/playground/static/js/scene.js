/**
 * What a renderer has to know of the workspace and its reader.
 *
 * @typedef {object} Scene
 * @property {string} me the acting person's id
 * @property {import("./time.js").Reader} reader
 * @property {(id: string) => string | undefined} personName
 * @property {(id: string) => string | undefined} personNote
 * @property {(id: string) => string | undefined} channelName
 * @property {(id: string) => string} channelAddress
 */

/** @param {import("./state.js").Workspace} workspace @returns {Scene} */
export function sceneOf(workspace) {
  const { world } = workspace;
  const people = new Map(world.people.map((person) => [person.id, person]));
  const channels = new Map(world.channels.map((channel) => [channel.id, channel]));
  return {
    me: world.me.id,
    reader: workspace.reader,
    personName: (id) => (id === world.bot.user_id ? world.bot.name : people.get(id)?.name),
    personNote: (id) => people.get(id)?.note,
    channelName: (id) => channels.get(id)?.name,
    channelAddress: (id) => workspace.addressOf(id),
  };
}
