// What is remembered of a connection from pass to pass, in one file.
import { open, mkdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';

const empty = () => ({
  /** The settings that pairs were last reconciled under. */
  settingsKey: null,
  syncToken: null,
  /** Google's people by resource name, as the last list or answer showed them. */
  people: {},
  /**
   * {hubspot, google}: ids. {base}: what each side held when they last agreed. {again}: settings were saved since.
   * {hubspotGone, googleGone}: that side was deleted. {first}: see phones.mjs.
   */
  pairs: [],
  /**
   * What is about to be written, by the name in Google (creations there: by the id in HubSpot). Left over if a pass was
   * cut off, or if a creation in Google was never answered.
   */
  writing: {},
  /** Ids of HubSpot contacts that failed in the last pass. */
  failing: [],
  /** What the last pass had spent of each service's limits when it ended. */
  pace: null,
});

/** Whether both partners are there, as far as is known. */
export const isWhole = ({ hubspotGone, googleGone }) => !hubspotGone && !googleGone;

export class StateFile {
  #path;

  constructor(folder, connectionId) {
    this.#path = path.join(folder, `${encodeURIComponent(connectionId)}.state.json`);
  }

  async read() {
    try {
      return { ...empty(), ...JSON.parse(await readFile(this.#path, 'utf8')) };
    } catch (error) {
      if (error.code !== 'ENOENT') {
        throw error;
      }
      return empty();
    }
  }

  async write(state) {
    await writeAtomically(this.#path, JSON.stringify(state));
  }
}

/** A reader, or the next start after a crash, sees the old text or the new one. */
export async function writeAtomically(file, text) {
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = `${file}.new`;
  const handle = await open(temporary, 'w');
  try {
    await handle.writeFile(text);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
}
