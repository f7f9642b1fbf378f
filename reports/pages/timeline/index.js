// A timeline with three lanes, HubSpot, connector and Google, over virtual time, and a cursor that shows the records
// of both services and the stored base at each instant.
//
//     import {createTimeline} from '../timeline/index.js';
//     const timeline = createTimeline(input, {cited: new Set([7]), follow: false});
//     host.append(timeline.element);
//     timeline.update(input);       // more entries came: the cursor stays where it is, or follows the end with `follow`
//     timeline.moveTo(sequence);    // puts the cursor on that entry; 0 is the beginning
//     timeline.position();          // the sequence number under the cursor
//     timeline.onmove = sequence => …;
//
// `input` is plain JSON, and nothing in it is trusted:
//
//     entries   [{sequence, at, source, operation, …}]: the journal, as the simulator writes it (control API: GET
//               /journal); ascending, gaps allowed
//     records   [{sequence, side: "hubspot" | "google", account, id, state}]: the record holds `state` from the entry
//               `sequence` on, 0 for from the beginning; null for gone. The state of HubSpot is {properties: {name: text},
//               archived, merged_into, lists}, that of Google {folder, starred, labels, person}. Ascending.
//     passes    [{pass, first, last, end}]: entries of each pass of the connector, and how it ended; may be missing
//     bases     [{pass, connection, hubspot_id, google_id, fields: [{field, hubspot, google}]}]: what the connector
//               remembers of a pair once that pass has ended. null where its memory cannot be read: then the timeline shows
//               what both sides held in common when a pass last ended, and says so. [] for a memory without pairs.
//
// The arithmetic is in model.js, fields.js and pairs.js, which touch no document; draw.js makes the picture.

export {createTimeline} from './timeline.js';
export {modelOf, stateAt} from './model.js';
